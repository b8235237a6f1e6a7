package datasync.backend.s3;

import datasync.backend.s3.S3Fake.Version;
import datasync.http.FakeServer.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The listings of [S3Fake], in small pages.
final class S3FakeListing {
  private S3FakeListing() {}

  static void objects(
      TreeMap<String, List<Version>> all, Map<String, String> query, int page, Reply reply)
      throws IOException {
    boolean two = query.getOrDefault("list-type", "").equals("2");
    String prefix = query.getOrDefault("prefix", "");
    String after = two ? plain(query.get("continuation-token")) : query.getOrDefault("marker", "");
    Set<String> folders = new LinkedHashSet<>();
    StringBuilder body = new StringBuilder();
    int count = 0;
    String last = "";
    boolean more = false;
    for (Map.Entry<String, List<Version>> each : all.entrySet()) {
      String key = each.getKey();
      Version newest = each.getValue().getLast();
      int slash =
          query.getOrDefault("delimiter", "").isEmpty() || !key.startsWith(prefix)
              ? -1
              : key.indexOf('/', prefix.length());
      String name = slash < 0 ? key : key.substring(0, slash + 1);
      boolean passed = !after.isEmpty() && all.comparator().compare(name, after) <= 0;
      if (newest.mark() || !key.startsWith(prefix) || passed || folders.contains(name)) {
        continue;
      }
      if (count == page) {
        more = true;
        break;
      }
      count++;
      last = name;
      if (slash >= 0) {
        folders.add(name);
        body.append("<CommonPrefixes><Prefix>").append(text(name, query));
        body.append("</Prefix></CommonPrefixes>");
      } else {
        body.append("<Contents><Key>").append(text(key, query)).append("</Key><Size>");
        body.append(newest.bytes().length).append("</Size><ETag>");
        body.append(newest.etag().replace("\"", "&quot;")).append("</ETag></Contents>");
      }
    }
    String go = "";
    if (more && two) {
      String token = Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
      go = "<NextContinuationToken>" + token + "</NextContinuationToken>";
    } else if (more && query.containsKey("delimiter")) {
      go = "<NextMarker>" + text(last, query) + "</NextMarker>";
    }
    reply.send(200, result("ListBucketResult", query, body, more, go));
  }

  private static String plain(String token) {
    return token == null
        ? ""
        : new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
  }

  private static String text(String name, Map<String, String> query) {
    return query.getOrDefault("encoding-type", "").equals("url")
        ? URLEncoder.encode(name, StandardCharsets.UTF_8)
        : name.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String result(
      String root, Map<String, String> query, StringBuilder body, boolean more, String go) {
    String encoding = query.getOrDefault("encoding-type", "");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + root
        + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>" + more
        + "</IsTruncated><EncodingType>" + encoding + "</EncodingType>" + go + body + "</" + root
        + ">";
  }

  private record Row(String key, Version version, boolean latest) {}

  static void versions(
      TreeMap<String, List<Version>> all,
      Map<String, String> query,
      int page,
      Reply reply,
      boolean known)
      throws IOException {
    if (!known) {
      reply.send(501, "<Error><Code>NotImplemented</Code><Message>No</Message></Error>");
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, List<Version>> each : all.entrySet()) {
      if (each.getKey().startsWith(query.getOrDefault("prefix", ""))) {
        for (Version version : each.getValue().reversed()) {
          rows.add(new Row(each.getKey(), version, version == each.getValue().getLast()));
        }
      }
    }
    int from = 0;
    for (int i = 0; i < rows.size(); i++) {
      boolean here =
          rows.get(i).key.equals(query.get("key-marker"))
              && rows.get(i).version.id().equals(query.get("version-id-marker"));
      from = here ? i + 1 : from;
    }
    StringBuilder body = new StringBuilder();
    int end = Math.min(rows.size(), from + page);
    for (Row row : rows.subList(from, end)) {
      String kind = row.version.mark() ? "DeleteMarker" : "Version";
      body.append('<').append(kind).append("><Key>").append(text(row.key, query));
      body.append("</Key><VersionId>").append(row.version.id()).append("</VersionId><IsLatest>");
      body.append(row.latest).append("</IsLatest><Size>").append(row.version.bytes().length);
      body.append("</Size><ETag>").append(row.version.etag()).append("</ETag></").append(kind);
      body.append('>');
    }
    boolean more = end < rows.size();
    String go =
        !more
            ? ""
            : "<NextKeyMarker>" + text(rows.get(end - 1).key, query)
                + "</NextKeyMarker><NextVersionIdMarker>" + rows.get(end - 1).version.id()
                + "</NextVersionIdMarker>";
    reply.send(200, result("ListVersionsResult", query, body, more, go));
  }

  static void parts(
      TreeMap<Integer, Version> all, Map<String, String> query, int page, Reply reply)
      throws IOException {
    int marker = Integer.parseInt(query.getOrDefault("part-number-marker", "0"));
    SortedMap<Integer, Version> rest = all.tailMap(marker + 1);
    StringBuilder body = new StringBuilder();
    int count = 0;
    int last = 0;
    for (Map.Entry<Integer, Version> part : rest.entrySet()) {
      if (count++ < page) {
        last = part.getKey();
        body.append("<Part><PartNumber>").append(last).append("</PartNumber><Size>");
        body.append(part.getValue().bytes().length).append("</Size><ETag>");
        body.append(part.getValue().etag()).append("</ETag></Part>");
      }
    }
    String go = "<NextPartNumberMarker>" + last + "</NextPartNumberMarker>";
    reply.send(200, result("ListPartsResult", query, body, rest.size() > page, go));
  }
}
