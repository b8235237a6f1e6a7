package datasync.repo.merge;

import datasync.io.AtomicFile;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.object.TreeMerge;
import datasync.repo.ListingSource;
import datasync.repo.NameLines;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.track.Cloud;
import datasync.track.DvcFile;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The merge driver that Git calls for `.dvc` files: merges the listings of a tracked directory.
///
/// Source: spec `dvc-format.md` 14.4; dvc 3.67 `commands/git_hook.py`, `output.py`.
public final class MergeDriver {
  private static final int SHOWN = 100;

  private final Repository repository;
  private final Project project;
  private final VersionListings listings;

  /// @param fetching for listings that the cache lacks
  public MergeDriver(Repository repository, ListingSource fetching) {
    this.repository = repository;
    this.project = repository.project();
    this.listings = new VersionListings(repository, fetching);
  }

  /// Merges `theirs` into `ours`, which is replaced.
  ///
  /// @param ancestor a file with what both were made from; empty when they have nothing in common
  /// @throws RepositoryException when that is for a person to do; `ours` is as it was
  public void run(Path ancestor, Path ours, Path theirs) throws IOException {
    Stage base = DvcFile.parse(project, ancestor, Files.readAllBytes(ancestor));
    Stage mine = DvcFile.parse(project, ours, Files.readAllBytes(ours));
    Stage other = DvcFile.parse(project, theirs, Files.readAllBytes(theirs));
    // Git's file for the result lies at the top of the working tree, which may be above the project
    String text = DvcFile.text(merge(base, mine, other), project);
    AtomicFile.writeBelow(ours.getParent(), ours, text.getBytes(StandardCharsets.UTF_8));
  }

  private Stage merge(Stage base, Stage mine, Stage other) throws IOException {
    if (other.outputs().isEmpty()) {
      return mine;
    }
    if (mine.outputs().isEmpty()) {
      return mine.withOutputs(other.outputs());
    }
    for (Stage each : List.of(base, mine, other)) {
      if (!each.isDataSource() || !each.dependencies().isEmpty() || each.outputs().size() > 1) {
        throw refused("unable to auto-merge DVC files that weren't created by `dvc add`");
      }
    }
    Output ours = mine.outputs().getFirst();
    Output theirs = other.outputs().getFirst();
    List<Output> all = new ArrayList<>(base.outputs());
    all.add(ours);
    all.add(theirs);
    for (Output each : all) {
      check(ours, each);
    }
    Tree before =
        base.outputs().isEmpty() ? Tree.empty() : tree(base.outputs().getFirst());
    TreeMerge merge = merge(before, tree(ours), tree(theirs));
    ObjectId id = listings.store(merge.merged());
    long size = listings.bytes(merge.merged());
    Recorded content = Recorded.of(id, size, merge.merged().size(), false);
    return mine.withOutputs(List.of(ours.with(content)));
  }

  private static TreeMerge merge(Tree before, Tree ours, Tree theirs) throws IOException {
    TreeMerge merge = TreeMerge.of(before, ours, theirs, TreeMerge.Rule.OURS);
    if (merge.clashes().isEmpty()) {
      return merge;
    }
    List<String> paths = new ArrayList<>();
    for (TreeMerge.Clash clash : merge.clashes()) {
      paths.add(clash.path());
    }
    throw refused("unable to auto-merge the following paths:" + NameLines.of(paths, SHOWN, ""));
  }

  private Tree tree(Output output) throws IOException {
    return listings.get(output.recorded().id().orElseThrow());
  }

  /// Checks that an output differs from ours in nothing but its content, which is a directory.
  private static void check(Output ours, Output other) throws IOException {
    if (ours.isLocal() != other.isLocal()) {
      throw refused("unable to auto-merge outputs of different types");
    }
    Recorded mine = ours.recorded();
    Recorded theirs = other.recorded();
    boolean same =
        ours.path().equals(other.path())
            && ours.options().equals(other.options())
            && ours.annotations().equals(other.annotations())
            && ours.files().isEmpty() && other.files().isEmpty()
            && mine.hashName().equals(theirs.hashName())
            && mine.executable() == theirs.executable()
            && store(mine).equals(store(theirs));
    if (!same) {
      throw refused("unable to auto-merge outputs with different options");
    }
    if (!theirs.isTree() || theirs.id().isEmpty()) {
      throw refused("unable to auto-merge outputs that are not directories");
    }
  }

  private static Cloud store(Recorded recorded) {
    Cloud cloud = recorded.cloud();
    return new Cloud(
        cloud.remote(), cloud.versionId(), cloud.etag(), cloud.checksum(), "");
  }

  private static RepositoryException refused(String message) {
    return new RepositoryException(
        RepositoryException.Kind.CONFLICT,
        message,
        "`datasync merge` shows what is left to do; `datasync help conflicts` explains it");
  }
}
