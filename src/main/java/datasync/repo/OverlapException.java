package datasync.repo;

import datasync.track.Project;
import java.io.IOException;

/// An output lies inside another one.
public final class OverlapException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Tracked parent;
  private final transient Tracked child;

  OverlapException(Project project, Tracked parent, Tracked child) {
    super(
        ("the output paths:\n'%s'('%s')\n'%s'('%s')\n"
                + "overlap and are thus in the same tracked directory")
            .formatted(
                parent.display(project),
                parent.stage().address(project.workingDirectory()),
                child.display(project),
                child.stage().address(project.workingDirectory())));
    this.parent = parent;
    this.child = child;
  }

  /// The outer output.
  public Tracked parent() {
    return parent;
  }

  /// The inner output.
  public Tracked child() {
    return child;
  }
}
