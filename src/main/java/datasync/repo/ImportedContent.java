package datasync.repo;

import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Recorded;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The content of imports, which comes from their sources and not from remotes, and what was found
/// there. For one thread.
final class ImportedContent {
  private final Repository repository;
  private final Imports source;
  private final boolean dryRun;
  private final Map<Path, Recorded> imported = new HashMap<>();

  /// @param source gets it, and stays its owner's to close
  /// @param dryRun whether nothing is moved
  ImportedContent(Repository repository, Imports source, boolean dryRun) {
    this.repository = repository;
    this.source = source;
    this.dryRun = dryRun;
  }

  /// Gets what the cache lacks of imports; in a dry run they only count.
  void fetch(List<Tracked> foreign, TransferReport report) throws IOException {
    for (Tracked tracked : foreign) {
      Optional<ObjectId> id = tracked.output().recorded().id();
      if (id.isPresent() && isWhole(id.get()) || isKnown(tracked)) {
        continue;
      }
      if (dryRun) {
        report.unknown(1);
        continue;
      }
      try {
        Imports.Fetched fetched = source.fetch(tracked);
        report.moved(fetched.objects(), fetched.bytes());
        imported.put(tracked.path(), fetched.content());
      } catch (IOException failure) {
        if (id.isEmpty()) {
          throw failure;
        }
        report.failed(Map.of(id.get(), failure));
      }
    }
    repository.trees().refresh();
  }

  /// Whether an import without content of its own is in the cache as what its source had.
  private boolean isKnown(Tracked tracked) throws IOException {
    Stage stage = tracked.stage();
    Recorded source =
        stage.isPartialImport() && stage.dependencies().getFirst() instanceof FileDependency file
            ? file.recorded()
            : Recorded.NONE;
    boolean known = source.id().isPresent() && isWhole(source.id().get());
    if (known) {
      imported.put(tracked.path(), source);
    }
    return known;
  }

  private boolean isWhole(ObjectId id) throws IOException {
    if (!repository.cache().absent(List.of(id)).isEmpty()) {
      return false;
    }
    Tree tree = id.isTree() ? repository.trees().find(id).orElse(null) : null;
    return !id.isTree()
        || tree != null && repository.cache().absent(tree.ids()).isEmpty();
  }

  /// Selections in which imports that record no content have what [#fetch] found at their source,
  /// so that they can be checked out; their metadata files stay as they are, as with dvc.
  List<Selection> completed(Collection<Selection> selections) throws IOException {
    List<Selection> completed = new ArrayList<>(selections.size());
    for (Selection selection : selections) {
      Stage stage = selection.stage();
      Output output = stage.isPartialImport() ? stage.outputs().getFirst() : null;
      Recorded content =
          output == null ? null : imported.get(StageGraph.pathOf(stage, output));
      completed.add(
          content == null
              ? selection
              : new Selection(
                  stage.with(output.with(content)), selection.path(), selection.whole()));
    }
    return completed;
  }
}
