package datasync.repo;

import datasync.object.Tree;
import java.io.IOException;

/// Walks two trees side by side, in the order of their paths.
final class TreePairs {
  /// Takes the paths one by one.
  @FunctionalInterface
  interface Visitor {
    /// One path.
    ///
    /// @param left its index in the first tree, −1 when it is not there
    /// @param right its index in the second tree, −1 when it is not there
    void visit(int left, int right) throws IOException;
  }

  private TreePairs() {}

  /// Visits every path of either tree once.
  static void forEach(Tree left, Tree right, Visitor visitor) throws IOException {
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      int order = i == left.size() ? 1 : j == right.size() ? -1 : left.comparePath(i, right, j);
      visitor.visit(order <= 0 ? i : -1, order >= 0 ? j : -1);
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }
}
