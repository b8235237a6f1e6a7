package datasync.repo;

/// Is told what a person should know although the work goes on.
@FunctionalInterface
public interface Notices {
  /// Takes one remark; must return quickly.
  ///
  /// @param text a sentence part, lower case where it is ours, no full stop
  void warning(String text);
}
