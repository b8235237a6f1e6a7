package datasync.repo;

import datasync.io.FileNames;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.DvcFile;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.workspace.Capture;
import datasync.workspace.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `add`: takes files and directories under version control of data.
///
/// Source: spec `dvc-format.md` 22.1, 24.1; dvc 3.67 `repo/add.py`, `output.py`.
public final class Add {
  private final Repository repository;
  private final Project project;
  private final Saver saver;
  private final Options options;

  /// How to add.
  ///
  /// @param commit whether content goes into the cache
  /// @param relink whether workspace files get the configured link type
  /// @param dryRun whether nothing is written
  /// @param listings gets the listing of a directory that was never pulled
  public record Options(
      boolean commit, boolean relink, boolean dryRun, ListingSource listings) {}

  /// Prepares adding to a repository whose lock is held.
  public Add(Repository repository, Options options) throws IOException {
    this.repository = repository;
    this.project = repository.project();
    this.saver = new Saver(repository, options.relink());
    this.options = options;
  }

  /// One thing to add: the output that holds it, and where its content is.
  ///
  /// @param tracked the output, new or known
  /// @param source the path that was named: the output or something below it
  private record Item(Tracked tracked, Path source) {}

  /// Adds the targets, one after the other; what was done before a failure stays.
  ///
  /// @return the metadata files that were written
  /// @throws RepositoryException when a target does not exist, overlaps another output, or may not
  ///     be tracked
  public List<Path> run(List<String> targets) throws IOException {
    Map<String, Item> items = new LinkedHashMap<>();
    NewStage maker = new NewStage(repository);
    for (String target : targets) {
      Path path = project.workingDirectory().resolve(target).normalize();
      items.put(target, item(maker, target, path));
    }
    List<Stage> added = new ArrayList<>();
    for (Item item : items.values()) {
      added.add(item.tracked().stage());
    }
    maker.checkGraph(added);
    List<Path> outputs = new ArrayList<>();
    for (Item item : items.values()) {
      outputs.add(item.tracked().path());
    }
    repository.ensureFree(List.of(), outputs);
    List<Path> written = new ArrayList<>();
    for (Item item : items.values()) {
      Stage stage = add(item);
      if (!options.dryRun()) {
        repository.cache().sync();
        DvcFile.write(stage, project);
        repository.scm().track(stage.file());
      }
      written.add(stage.file());
    }
    return written;
  }

  private Item item(NewStage maker, String target, Path path) throws IOException {
    NewStage.Place place = maker.place(target, path);
    Tracked around = repository.stages().graph().around(path);
    if (around == null) {
      return new Item(maker.create(place), path);
    }
    if (!around.stage().isDataSource()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "cannot update '%s': overlaps with an output of stage: '%s' in '%s'"
              .formatted(
                  place.output(),
                  around.stage().address(project.workingDirectory()),
                  project.relative(around.stage().file())),
          "run the pipeline or use `datasync commit` to force update it");
    }
    return new Item(around, path);
  }

  private Stage add(Item item) throws IOException {
    Tracked tracked = item.tracked();
    boolean part = !item.source().equals(tracked.path());
    Recorded old = tracked.output().recorded();
    if (part && !old.isEmpty() && !old.isTree()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "cannot modify '" + tracked.display(project) + "' which is being tracked as a file");
    }
    Output changed = part ? addPart(tracked, item.source()) : addWhole(tracked);
    return tracked.stage().with(changed);
  }

  private Output addWhole(Tracked tracked) throws IOException {
    if (!options.commit() || options.dryRun() || !tracked.output().cached()) {
      Output recorded = saver.record(tracked);
      ignore(tracked);
      return recorded;
    }
    ignore(tracked);
    return saver.store(tracked);
  }

  private void ignore(Tracked tracked) throws IOException {
    if (!options.dryRun()) {
      repository.scm().ignoreIfCached(tracked);
    }
  }

  private Output addPart(Tracked tracked, Path source) throws IOException {
    Recorded old = tracked.output().recorded();
    // without its listing nothing of a directory may be added, so that is found out first
    Tree before = treeOf(old);
    HashName hash = partHash(tracked, old);
    boolean store = options.commit() && !options.dryRun() && tracked.output().cached();
    Content found =
        store
            ? saver.storeFiles(source, hash)
            : new Inspector(repository).read(source, hash);
    String name = FileNames.slashed(tracked.path().relativize(source));
    Capture.Partial changed = Capture.replace(before, name, found);
    if (found instanceof Content.Nothing && !changed.found()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "output '" + project.relative(source) + "' does not exist");
    }
    ignore(tracked);
    if (store) {
      repository.trees().store(changed.tree());
      if (found instanceof Content.Directory directory) {
        repository.trees().store(directory.tree());
      }
    }
    return tracked.output().with(recorded(old, before, changed, found));
  }

  /// A listing of DVC 2 changes its hash as soon as the directory differs from it.
  private HashName partHash(Tracked tracked, Recorded old) throws IOException {
    return old.isEmpty() ? HashName.MD5 : saver.hashFor(tracked.path(), old);
  }

  private Tree treeOf(Recorded old) throws IOException {
    if (old.isEmpty()) {
      return Tree.empty();
    }
    ObjectId id =
        old.id()
            .orElseThrow(
                () ->
                    new RepositoryException(
                        RepositoryException.Kind.DATA, "could not read '" + old.value() + "'"));
    Optional<Tree> tree = repository.trees().find(id);
    if (tree.isEmpty()) {
      options.listings().fetch(id);
      tree = repository.trees().find(id);
    }
    if (tree.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          "could not read '" + old.value() + "': the listing is neither in the cache nor on the"
              + " remote",
          "`datasync fetch` from the remote that has it, or add the whole directory");
    }
    return tree.get();
  }

  /// The size of a directory that changed in part is known only when files were added, or when
  /// nothing changed at all.
  private static Recorded recorded(
      Recorded old, Tree before, Capture.Partial changed, Content found) {
    long added =
        switch (found) {
          case Content.SingleFile file -> file.size();
          case Content.Directory directory -> directory.tree().totalBytes();
          case Content.Nothing nothing -> -1;
        };
    long size = -1;
    if (changed.appended() && old.size() > 0 && added >= 0) {
      size = old.size() + added;
    } else if (!old.isEmpty() && changed.tree().equals(before)) {
      size = old.size();
    }
    return Recorded.of(Trees.idOf(changed.tree()), size, changed.tree().size(), false);
  }
}
