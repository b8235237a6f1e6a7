package datasync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Sizes, form and comments of sources.
@Tag("check")
class SourceFormTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int FILE_LINES = 500;
  private static final int TEST_FILE_LINES = 800;
  private static final int COLUMNS = 100;
  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 6;
  private static final int REPEATED_LINES = 12;

  /// `NumberSpelling.arrange`: the parts of a spelling, which nothing else needs together.
  private static final Set<String> LONG_LISTS = Set.of("arrange");

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void files_areShortAndNarrow() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path folder : List.of(MAIN, TESTS)) {
      int most = folder.equals(MAIN) ? FILE_LINES : TEST_FILE_LINES;
      for (Path file : sources(folder)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > most) {
          wrong.add(file + " has " + lines.size() + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
          String line = lines.get(i);
          if (line.codePointCount(0, line.length()) > COLUMNS) {
            wrong.add(file + ":" + (i + 1) + " is wider than " + COLUMNS);
          }
          if (line.indexOf('\t') >= 0) {
            wrong.add(file + ":" + (i + 1) + " has a tab");
          }
          if (line.startsWith("import ") && line.endsWith(".*;")) {
            wrong.add(file + ":" + (i + 1) + " imports a wildcard");
          }
          if (!line.isEmpty() && Character.isWhitespace(line.charAt(line.length() - 1))) {
            wrong.add(file + ":" + (i + 1) + " ends in blanks");
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void methodsAreShort_andTypesAreExplained() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Set<String> wrong = new TreeSet<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of("-proc:none"), null,
                  files.getJavaFileObjectsFromPaths(sources(MAIN)));
      Iterable<? extends CompilationUnitTree> units = task.parse();
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : units) {
        new Rules(trees, unit, wrong).scan(unit, null);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Two main files do not share long runs of lines.
  @Test
  void code_isNotRepeated() throws IOException {
    Map<String, String> seen = new HashMap<>();
    Set<String> repeated = new TreeSet<>();
    for (Path file : sources(MAIN)) {
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        String code = line.strip().replaceAll("\\s+", " ");
        if (code.length() > 2 && !code.startsWith("//") && !code.startsWith("import ")
            && !code.startsWith("package ") && !code.equals("@Override")) {
          lines.add(code);
        }
      }
      for (int i = 0; i + REPEATED_LINES <= lines.size(); i++) {
        String run = String.join("\n", lines.subList(i, i + REPEATED_LINES));
        String other = seen.putIfAbsent(run, file.toString());
        if (other != null) {
          repeated.add(other + " and " + file);
        }
      }
    }
    assertThat(repeated).isEmpty();
  }

  private static final class Rules extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final Set<String> wrong;

    Rules(DocTrees trees, CompilationUnitTree unit, Set<String> wrong) {
      this.trees = trees;
      this.unit = unit;
      this.wrong = wrong;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      Set<Modifier> modifiers = type.getModifiers().getFlags();
      boolean isPublic = modifiers.contains(Modifier.PUBLIC) || isInInterface();
      if (isPublic && !isExplained()) {
        report(type, type.getSimpleName() + " is public and not explained");
      }
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      SourcePositions positions = trees.getSourcePositions();
      long start = line(positions.getStartPosition(unit, method));
      long end = line(positions.getEndPosition(unit, method));
      if (end - start + 1 > METHOD_LINES) {
        report(method, method.getName() + " has " + (end - start + 1) + " lines");
      }
      boolean assigns =
          method.getName().contentEquals("<init>")
              && method.getModifiers().getFlags().contains(Modifier.PRIVATE);
      if (method.getParameters().size() > PARAMETERS && !isInRecord() && !assigns
          && !LONG_LISTS.contains(method.getName().toString())) {
        report(method, method.getName() + " has " + method.getParameters().size() + " parameters");
      }
      Set<Modifier> modifiers = method.getModifiers().getFlags();
      if (isInPublicInterface() && !modifiers.contains(Modifier.PRIVATE) && !isOverride(method)
          && trees.getDocCommentTree(getCurrentPath()) == null) {
        report(method, method.getName() + " of an interface is not explained");
      }
      return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
      Set<Modifier> modifiers = variable.getModifiers().getFlags();
      if (modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.FINAL)) {
        report(variable, variable.getName() + " is static and can change");
      }
      return super.visitVariable(variable, nothing);
    }

    private boolean isExplained() {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      return comment != null && !comment.getFullBody().isEmpty();
    }

    private boolean isInInterface() {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return parent.getKind() == Tree.Kind.INTERFACE;
    }

    private boolean isInPublicInterface() {
      return isInInterface()
          && ((ClassTree) getCurrentPath().getParentPath().getLeaf())
              .getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private boolean isInRecord() {
      return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
    }

    private static boolean isOverride(MethodTree method) {
      return method.getModifiers().getAnnotations().toString().contains("Override");
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }

    private void report(Tree tree, String text) {
      long start = trees.getSourcePositions().getStartPosition(unit, tree);
      Path file = MAIN.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
      wrong.add(file + ":" + line(start) + " " + text);
    }
  }
}
