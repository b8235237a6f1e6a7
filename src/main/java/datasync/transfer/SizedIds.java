package datasync.transfer;

import datasync.object.Descriptor;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Objects with their sizes, each once, in the order they were named; packed, because there may be
/// millions. For one thread until it is filled.
final class SizedIds {
  private final IdSet ids = new IdSet();
  private long[] sizes = new long[16];

  /// Adds an object. A known size takes the place of an unknown one.
  ///
  /// @param size its bytes, or −1
  /// @return whether it was not there
  boolean add(ObjectId id, long size) {
    if (!ids.add(id)) {
      int at = ids.indexOf(id);
      if (sizes[at] < 0) {
        sizes[at] = size;
      }
      return false;
    }
    int last = ids.size() - 1;
    if (last == sizes.length) {
      sizes = Arrays.copyOf(sizes, last + last / 2);
    }
    sizes[last] = size;
    return true;
  }

  /// All objects.
  Set<ObjectId> ids() {
    return ids;
  }

  /// Which of the objects, by their numbers, are among others.
  BitSet among(Collection<ObjectId> others) {
    BitSet found = new BitSet(ids.size());
    for (ObjectId id : others) {
      int at = ids.indexOf(id);
      if (at >= 0) {
        found.set(at);
      }
    }
    return found;
  }

  /// The objects with some numbers, and then some more.
  Collection<ObjectId> chosen(BitSet numbers, Collection<ObjectId> more) {
    int count = numbers.cardinality() + more.size();
    return new AbstractCollection<>() {
      @Override
      public Iterator<ObjectId> iterator() {
        Iterator<ObjectId> rest = more.iterator();
        return new Iterator<>() {
          private int at = numbers.nextSetBit(0);

          @Override
          public boolean hasNext() {
            return at >= 0 || rest.hasNext();
          }

          @Override
          public ObjectId next() {
            if (at < 0) {
              return rest.next();
            }
            ObjectId id = ids.get(at);
            at = numbers.nextSetBit(at + 1);
            return id;
          }
        };
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /// The objects with some numbers and their sizes, as a view that makes each when it is asked for.
  List<Descriptor> descriptors(BitSet numbers) {
    int[] chosen = new int[numbers.cardinality()];
    int at = -1;
    for (int i = 0; i < chosen.length; i++) {
      at = numbers.nextSetBit(at + 1);
      chosen[i] = at;
    }
    return new AbstractList<>() {
      @Override
      public Descriptor get(int index) {
        int number = chosen[index];
        return new Descriptor(ids.get(number), sizes[number]);
      }

      @Override
      public int size() {
        return chosen.length;
      }
    };
  }
}
