package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Console;
import datasync.cli.Invocation;
import java.util.ArrayList;
import java.util.List;

/// The names of a list or tree with the columns that were asked for.
final class ListTable {
  static final String EDGE = "├── ";
  static final String LINE = "│   ";
  static final String CORNER = "└── ";
  static final String BLANK = "    ";

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

  ListTable(Invocation invocation, boolean withHash) {
    Arguments arguments = invocation.arguments();
    this.console = invocation.console();
    this.colours = console.isColoured() ? new NameColours(invocation.environment()) : null;
    this.withSize = arguments.is("size");
    this.withHash = withHash;
    this.table = new Table(withSize);
  }

  /// @param before what stands before the name
  void add(String before, Row row) {
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
