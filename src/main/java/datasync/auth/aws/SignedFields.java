package datasync.auth.aws;

import datasync.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The fields of a request that are part of its signature, in the order and form it has them in:
/// sorted by their names in lower case, fields of one name joined. Used by one thread.
final class SignedFields {
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  private SignedFields() {}

  /// Those of some fields that are signed, and the host.
  static SignedFields of(List<Headers.Field> fields, String host) {
    SignedFields signed = new SignedFields();
    for (Headers.Field field : fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (isSigned(name)) {
        signed.add(name, single(field.value().strip()), false);
      }
    }
    signed.add("host", host, true);
    return signed;
  }

  private static boolean isSigned(String name) {
    return name.startsWith("x-amz-")
        || name.equals("content-md5")
        || name.equals("content-type")
        || name.equals("date")
        || name.equals("range");
  }

  /// Runs of spaces become one.
  private static String single(String value) {
    return value.contains("  ") ? value.replaceAll(" +", " ") : value;
  }

  private void add(String name, String value, boolean replace) {
    int at = names.size();
    while (at > 0 && names.get(at - 1).compareTo(name) > 0) {
      at--;
    }
    if (at > 0 && names.get(at - 1).equals(name)) {
      values.set(at - 1, replace ? value : values.get(at - 1) + "," + value);
      return;
    }
    names.add(at, name);
    values.add(at, value);
  }

  /// The names with `;` between them.
  String names() {
    return String.join(";", names);
  }

  /// Adds a line for each field.
  void appendTo(StringBuilder text) {
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i)).append(':').append(values.get(i)).append('\n');
    }
  }
}
