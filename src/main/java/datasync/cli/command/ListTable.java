package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Console;
import datasync.cli.Invocation;
import java.util.ArrayList;
import java.util.List;

/// The names of a list or tree with the columns that were asked for.
final class ListTable {
  private static final String EDGE = "├── ";
  private static final String LINE = "│   ";
  private static final String CORNER = "└── ";
  private static final String BLANK = "    ";

  private final Console console;
  private final NameColours colours;
  private final boolean withSize;
  private final boolean withHash;
  private final Table table;

  /// A name.
  ///
  /// @param size its bytes, or −1
  /// @param hash its digest, or empty
  record Row(
      String name, boolean output, boolean folder, boolean executable, long size, String hash) {}

  /// A folder or file of a tree.
  record Node(Row row, List<Node> contents) {}

  ListTable(Invocation invocation, boolean withHash) {
    Arguments arguments = invocation.arguments();
    this.console = invocation.console();
    this.colours = console.isColoured() ? new NameColours(invocation.environment()) : null;
    this.withSize = arguments.is("size");
    this.withHash = withHash;
    this.table = new Table(withSize);
  }

  /// Adds a line.
  void add(Row row) {
    add("", row);
  }

  /// Adds a tree, a line for each node.
  void add(Node root) {
    add(root, "", "");
  }

  private void add(Node node, String lines, String corner) {
    add(lines + corner, node.row());
    String below =
        lines
            + switch (corner) {
              case "" -> "";
              case EDGE -> LINE;
              default -> BLANK;
            };
    for (int i = 0; i < node.contents().size(); i++) {
      boolean last = i == node.contents().size() - 1;
      add(node.contents().get(i), below, last ? CORNER : EDGE);
    }
  }

  private void add(String before, Row row) {
    List<String> cells = new ArrayList<>(3);
    if (withSize) {
      boolean none = row.size() < 0 || row.size() == 0 && row.folder();
      cells.add(none ? "" : Table.size(row.size()));
    }
    if (withHash) {
      cells.add(row.hash().isEmpty() ? "-" : row.hash());
    }
    String name =
        colours == null
            ? row.name()
            : colours.of(row.name(), row.output(), row.folder(), row.executable());
    cells.add(before + name);
    table.add(cells);
  }

  void print() {
    table.print(console);
  }
}
