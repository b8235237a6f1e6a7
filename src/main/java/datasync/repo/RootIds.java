package datasync.repo;

import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.transfer.Root;
import java.io.IOException;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The objects that some roots stand for, as far as their listings are known: a view, that costs
/// nothing for each object. An id may be in it more than once.
final class RootIds extends AbstractCollection<ObjectId> {
  private final List<List<ObjectId>> parts;

  private RootIds(List<List<ObjectId>> parts) {
    this.parts = parts;
  }

  /// The roots and, where they ask for them, their members.
  static RootIds of(Collection<Root> roots, Trees trees) throws IOException {
    List<List<ObjectId>> parts = new ArrayList<>();
    List<ObjectId> single = new ArrayList<>();
    parts.add(single);
    for (Root root : roots) {
      single.add(root.id());
      if (root.id().isTree() && root.members()) {
        parts.add(trees.find(root.id()).orElseGet(Tree::empty).ids());
      }
    }
    return new RootIds(parts);
  }

  @Override
  public int size() {
    int size = 0;
    for (List<ObjectId> part : parts) {
      size += part.size();
    }
    return size;
  }

  @Override
  public Iterator<ObjectId> iterator() {
    return new Iterator<>() {
      private int part;
      private int next;

      @Override
      public boolean hasNext() {
        while (part < parts.size() && next == parts.get(part).size()) {
          part++;
          next = 0;
        }
        return part < parts.size();
      }

      @Override
      public ObjectId next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return parts.get(part).get(next++);
      }
    };
  }
}
