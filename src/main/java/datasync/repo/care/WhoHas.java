package datasync.repo.care;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectSource;
import datasync.object.Tree;
import datasync.remote.Remote;
import datasync.repo.Repository;
import datasync.repo.Selection;
import datasync.repo.Stages;
import datasync.repo.Targets;
import datasync.repo.Transfer;
import datasync.track.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `who-has`: which of the cache and all configured remotes have some data.
public final class WhoHas {
  private final Repository repository;
  private final Transfer transfer;

  /// Data that is asked for.
  ///
  /// @param name the path or hash as it was typed or recorded
  /// @param ids its object, under each name it may have; empty for a folder inside a tracked one
  /// @param members the files of a directory; empty for a file, or when its listing is nowhere
  public record Question(String name, List<ObjectId> ids, List<ObjectId> members) {}

  /// What one place has of it.
  ///
  /// @param place `cache`, or the name of a remote
  /// @param location where that is
  /// @param has whether it has the object: a file, or the listing of a directory
  /// @param members how many of the files of a directory it has
  /// @param problem why it could not be asked, or empty
  public record Holder(String place, String location, boolean has, long members, String problem) {}

  /// The holders of some data, the cache first.
  public record Answer(Question question, List<Holder> holders) {
    /// Whether anybody has it.
    public boolean isHeld() {
      for (Holder holder : holders) {
        if (holder.has()) {
          return true;
        }
      }
      return false;
    }
  }

  /// @param transfer opens remotes; stays its opener's to close
  public WhoHas(Repository repository, Transfer transfer) {
    this.repository = repository;
    this.transfer = transfer;
  }

  /// Where some data is.
  ///
  /// @param targets tracked paths, metadata files, stages, or hashes
  public List<Answer> run(List<String> targets) throws IOException {
    List<Question> questions = new ArrayList<>();
    for (String target : targets) {
      for (HashName hash : HashName.values()) {
        Optional<ObjectId> id = ObjectId.parse(hash, target);
        id.ifPresent(found -> add(questions, target, found));
      }
      if (ObjectId.parse(HashName.MD5, target).isEmpty()) {
        paths(target, questions);
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Question question : questions) {
      answers.add(new Answer(question, new ArrayList<>()));
    }
    ask("cache", "", answers);
    for (String name : repository.config().remoteNames()) {
      ask(name, name, answers);
    }
    return answers;
  }

  /// A hash may be that of either version of DVC.
  private void add(List<Question> questions, String target, ObjectId id) {
    List<ObjectId> ids = new ArrayList<>();
    List<ObjectId> members = membersOf(id);
    if (!questions.isEmpty() && questions.getLast().name().equals(target)) {
      Question before = questions.removeLast();
      ids.addAll(before.ids());
      members = before.members().isEmpty() ? members : before.members();
    }
    ids.add(id);
    questions.add(new Question(target, ids, members));
  }

  private void paths(String target, List<Question> questions) throws IOException {
    Stages stages = repository.stages();
    for (Selection selection : new Targets(stages, false, false).select(List.of(target))) {
      for (Output output : selection.stage().outputs()) {
        Path path = selection.stage().path(output);
        Optional<ObjectId> id = output.recorded().id();
        if (id.isEmpty() || !selection.includes(path)) {
          continue;
        }
        if (selection.isPartOf(path)) {
          questions.add(part(target, id.get(), path.relativize(selection.path()).toString()));
        } else {
          String name = repository.project().relative(path);
          questions.add(new Question(name, List.of(id.get()), membersOf(id.get())));
        }
      }
    }
  }

  /// A file, or a folder, inside a tracked directory.
  private Question part(String target, ObjectId id, String name) {
    Optional<Tree> tree = tree(id);
    if (tree.isEmpty()) {
      return new Question(target, List.of(id), List.of());
    }
    int exact = tree.get().indexOf(name);
    if (exact >= 0) {
      return new Question(target, List.of(tree.get().id(exact)), List.of());
    }
    List<ObjectId> members = new ArrayList<>();
    for (int i = tree.get().startOf(name); i < tree.get().endOf(name); i++) {
      members.add(tree.get().id(i));
    }
    return new Question(target, List.of(), members);
  }

  private List<ObjectId> membersOf(ObjectId id) {
    List<ObjectId> members = new ArrayList<>();
    Optional<Tree> tree = id.isTree() ? tree(id) : Optional.empty();
    for (int i = 0; tree.isPresent() && i < tree.get().size(); i++) {
      members.add(tree.get().id(i));
    }
    return members;
  }

  /// A listing from the cache, else from the first remote that has it.
  private Optional<Tree> tree(ObjectId id) {
    Optional<Tree> tree = Optional.empty();
    try {
      tree = repository.trees().find(id);
    } catch (IOException unreadable) {
      // the place says so when it is asked
    }
    for (String name : repository.config().remoteNames()) {
      tree = tree.isPresent() ? tree : transfer.listing(name, id);
    }
    return tree;
  }

  private void ask(String place, String remote, List<Answer> answers) {
    String location = remote.isEmpty() ? repository.cache().location() : remote;
    Set<ObjectId> absent = new HashSet<>();
    String problem = "";
    try {
      Optional<Remote> opened =
          remote.isEmpty() ? Optional.empty() : Optional.of(transfer.required(remote));
      location = opened.map(Remote::location).orElse(location);
      for (HashName hash : HashName.values()) {
        ObjectSource source =
            opened.isPresent() ? opened.get().source(hash) : repository.cache().of(hash);
        absent.addAll(source.absent(wanted(answers, hash)));
      }
    } catch (IOException unreachable) {
      problem = String.valueOf(unreachable.getMessage());
    }
    for (Answer answer : answers) {
      Question question = answer.question();
      long members = problem.isEmpty() ? count(question.members(), absent) : 0;
      boolean has =
          problem.isEmpty()
              && (question.ids().isEmpty()
                  ? members == question.members().size() && members > 0
                  : count(question.ids(), absent) > 0);
      answer.holders().add(new Holder(place, location, has, members, problem));
    }
  }

  private static Set<ObjectId> wanted(List<Answer> answers, HashName hash) {
    Set<ObjectId> wanted = new HashSet<>();
    for (Answer answer : answers) {
      wanted.addAll(answer.question().ids());
      wanted.addAll(answer.question().members());
    }
    wanted.removeIf(id -> id.hash() != hash);
    return wanted;
  }

  private static long count(List<ObjectId> ids, Set<ObjectId> absent) {
    long count = 0;
    for (ObjectId id : ids) {
      count += absent.contains(id) ? 0 : 1;
    }
    return count;
  }
}
