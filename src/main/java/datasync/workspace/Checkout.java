package datasync.workspace;

import datasync.object.LocalStore;
import java.io.IOException;
import java.util.List;

/// Brings paths of the workspace to wanted contents.
public final class Checkout {
  /// @param workspace nothing outside its root is touched; it learns of the files and links made
  /// @param store the cache; files of both of DVC's layouts must be in it if requests name both
  /// @param linker makes the files
  public Checkout(Workspace workspace, LocalStore store, Linker linker) {}

  /// Compares and decides, changing nothing.
  ///
  /// @param relink whether files that are right but of the wrong link type are made anew
  /// @throws WorkspaceException when a path may not be written, see
  ///     [WorkspaceException.Reason#UNSAFE_PATH]
  public CheckoutPlan plan(List<CheckoutRequest> requests, boolean relink) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Does what a plan says. Goes on past files that fail; an output with a failure is removed
  /// as a whole, as DVC does; what is only in the workspace stays even then.
  ///
  /// @param force whether unsaved files may go
  /// @throws WorkspaceException of [WorkspaceException.Reason#UNSAVED] before anything is changed
  public CheckoutResult run(CheckoutPlan plan, boolean force) throws IOException {
    throw new UnsupportedOperationException();
  }
}
