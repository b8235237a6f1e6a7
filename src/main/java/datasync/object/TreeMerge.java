package datasync.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The merge of two trees that were made from a common one, path by path and without content.
///
/// What one side changed, added or deleted counts; what both did alike counts once, deletions
/// included. Where they did different things to one path, or one needs a folder where the other
/// has a file, there is a [Clash], and the merged tree has what [Rule] says.
///
/// @param merged the merged tree
/// @param clashes the paths on which the sides disagree, in the order of paths
public record TreeMerge(Tree merged, List<Clash> clashes) {
  /// What goes behind a path to keep the other side's file beside ours.
  public static final String BESIDE = ".theirs";

  /// What is taken where the sides disagree.
  public enum Rule {
    /// Our file, or none where we deleted it.
    OURS,
    /// Their file, or none where they deleted it.
    THEIRS,
    /// Our file under its name and theirs beside it, with [#BESIDE] behind the name; where one
    /// side deleted the path, the file of the other one.
    BOTH
  }

  /// A path on which the sides disagree; at least one of them has it.
  public record Clash(String path, Optional<ObjectId> ours, Optional<ObjectId> theirs) {}

  /// Copies the clashes.
  public TreeMerge {
    clashes = List.copyOf(clashes);
  }

  /// Merges; the time it takes is that of one pass over the three.
  ///
  /// @param ancestor what both were made from; an empty tree when that is not known
  /// @throws IllegalArgumentException when two trees that are not empty are of different hashes
  public static TreeMerge of(Tree ancestor, Tree ours, Tree theirs, Rule rule) {
    return new Pass(ancestor, ours, theirs, rule).run();
  }

  /// One walk over three sorted lists.
  private static final class Pass {
    private final Tree base;
    private final Tree ours;
    private final Tree theirs;
    private final Rule rule;
    private final Tree.Builder merged;
    private final List<Clash> clashes = new ArrayList<>();
    private int atBase;
    private int atOurs;
    private int atTheirs;

    Pass(Tree base, Tree ours, Tree theirs, Rule rule) {
      this.base = base;
      this.ours = ours;
      this.theirs = theirs;
      this.rule = rule;
      HashName hash = ours.size() > 0 ? ours.hash() : theirs.hash();
      for (Tree tree : List.of(base, ours, theirs)) {
        if (tree.size() > 0 && tree.hash() != hash) {
          throw new IllegalArgumentException("trees of " + hash + " and " + tree.hash());
        }
      }
      this.merged = new Tree.Builder(hash, ours.size() + 16);
    }

    TreeMerge run() {
      while (atBase < base.size() || atOurs < ours.size() || atTheirs < theirs.size()) {
        step();
      }
      return withoutFilesForFolders(merged.build());
    }

    private void step() {
      boolean inOurs = isFirst(ours, atOurs, theirs, atTheirs, base, atBase);
      boolean inTheirs = isFirst(theirs, atTheirs, ours, atOurs, base, atBase);
      boolean inBase = isFirst(base, atBase, ours, atOurs, theirs, atTheirs);
      boolean alike =
          inOurs == inTheirs && (!inOurs || ours.sameId(atOurs, theirs, atTheirs));
      boolean oursKept = inOurs == inBase && (!inOurs || ours.sameId(atOurs, base, atBase));
      boolean theirsKept =
          inTheirs == inBase && (!inTheirs || theirs.sameId(atTheirs, base, atBase));
      if (alike || theirsKept) {
        take(ours, atOurs, inOurs);
      } else if (oursKept) {
        take(theirs, atTheirs, inTheirs);
      } else {
        clash(inOurs, inTheirs);
      }
      atOurs += inOurs ? 1 : 0;
      atTheirs += inTheirs ? 1 : 0;
      atBase += inBase ? 1 : 0;
    }

    private static boolean isFirst(
        Tree tree, int at, Tree second, int atSecond, Tree third, int atThird) {
      return at < tree.size()
          && (atSecond >= second.size() || tree.comparePath(at, second, atSecond) <= 0)
          && (atThird >= third.size() || tree.comparePath(at, third, atThird) <= 0);
    }

    private void take(Tree tree, int index, boolean there) {
      if (there) {
        merged.add(tree.path(index), tree.id(index), tree.bytes(index));
      }
    }

    private void clash(boolean inOurs, boolean inTheirs) {
      String path = inOurs ? ours.path(atOurs) : theirs.path(atTheirs);
      clashes.add(
          new Clash(
              path,
              inOurs ? Optional.of(ours.id(atOurs)) : Optional.empty(),
              inTheirs ? Optional.of(theirs.id(atTheirs)) : Optional.empty()));
      switch (rule) {
        case OURS -> take(ours, atOurs, inOurs);
        case THEIRS -> take(theirs, atTheirs, inTheirs);
        case BOTH -> {
          take(ours, atOurs, inOurs);
          if (!inOurs) {
            take(theirs, atTheirs, true);
          } else if (inTheirs) {
            merged.add(free(path), theirs.id(atTheirs), theirs.bytes(atTheirs));
          }
        }
      }
    }

    /// A name beside a path that nobody has.
    private String free(String path) {
      String name = path + BESIDE;
      for (int i = 2; ours.indexOf(name) >= 0 || theirs.indexOf(name) >= 0; i++) {
        name = path + BESIDE + i;
      }
      return name;
    }

    /// No directory has a file and a folder of one name: where the sides need both, the file of
    /// the side that does not count goes, or with [Rule#BOTH] gets another name.
    private TreeMerge withoutFilesForFolders(Tree tree) {
      Tree.Builder kept = new Tree.Builder(tree.hash(), tree.size());
      boolean changed = false;
      for (int i = 0; i < tree.size(); i++) {
        String path = tree.path(i);
        if (tree.startOf(path) == tree.endOf(path)) {
          if (!isBelowLostFile(tree, path)) {
            kept.add(path, tree.id(i), tree.bytes(i));
          } else {
            changed = true;
          }
          continue;
        }
        changed = true;
        boolean mine = ours.indexOf(path) >= 0;
        clashes.add(
            new Clash(
                path,
                mine ? Optional.of(tree.id(i)) : Optional.empty(),
                mine ? Optional.empty() : Optional.of(tree.id(i))));
        if (rule == Rule.BOTH) {
          kept.add(free(path), tree.id(i), tree.bytes(i));
        } else if (mine == (rule == Rule.OURS)) {
          kept.add(path, tree.id(i), tree.bytes(i));
        }
      }
      clashes.sort((left, right) -> left.path().compareTo(right.path()));
      return new TreeMerge(changed ? kept.build() : tree, clashes);
    }

    /// Whether a folder on the way to a path is a file of the side that counts.
    private boolean isBelowLostFile(Tree tree, String path) {
      if (rule == Rule.BOTH) {
        return false;
      }
      Tree winner = rule == Rule.OURS ? ours : theirs;
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        String folder = path.substring(0, slash);
        if (tree.indexOf(folder) >= 0 && winner.indexOf(folder) >= 0) {
          return true;
        }
      }
      return false;
    }
  }
}
