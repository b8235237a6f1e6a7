package datasync.backend.s3;

import datasync.backend.Opening;
import datasync.http.Headers;
import datasync.http.Request;
import datasync.io.SettingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How objects are encrypted and who may have them, as header fields.
///
/// @param written the fields that go with each new object
/// @param key the fields of a key that the customer holds, which go with each request about the
///     bytes of an object
/// @param tagIsMd5 whether the tags of objects may be the MD5 of their content
record Protection(Headers written, Headers key, boolean tagIsMd5) {
  /// Nothing asked for.
  static final Protection NONE = new Protection(Headers.NONE, Headers.NONE, true);

  private static final String SSE = "x-amz-server-side-encryption";
  private static final Map<String, String> GRANTS =
      Map.of(
          "grant_full_control", "x-amz-grant-full-control",
          "grant_read", "x-amz-grant-read",
          "grant_read_acp", "x-amz-grant-read-acp",
          "grant_write_acp", "x-amz-grant-write-acp");

  /// Reads `sse`, `sse_kms_key_id`, `sse_customer_algorithm`, `sse_customer_key`, `acl` and
  /// `grant_*`.
  ///
  /// @throws SettingException when two exclude each other, or the key is none
  static Protection of(Opening opening) throws SettingException {
    List<Headers.Field> written = new ArrayList<>();
    Optional<String> sse = opening.text("sse");
    Optional<String> kms = opening.text("sse_kms_key_id");
    // loops and conditions: each lambda costs the start of a push a part of a millisecond
    if (sse.isPresent()) {
      written.add(new Headers.Field(SSE, sse.get()));
    }
    if (kms.isPresent()) {
      written.add(new Headers.Field(SSE + "-aws-kms-key-id", kms.get()));
    }
    Headers key = customerKey(opening);
    if (kms.isPresent() && !key.fields().isEmpty()) {
      throw new SettingException(
          "`sse_kms_key_id` and `sse_customer_key` exclude each other",
          "`datasync remote modify NAME --unset sse_kms_key_id`");
    }
    Optional<String> acl = opening.text("acl");
    if (acl.isPresent()) {
      written.add(new Headers.Field("x-amz-acl", acl.get()));
    }
    for (Map.Entry<String, String> grant : GRANTS.entrySet()) {
      Optional<String> value = opening.text(grant.getKey());
      if (value.isPresent() && acl.isPresent()) {
        throw new SettingException(
            "`acl` and `" + grant.getKey() + "` exclude each other",
            "`datasync remote modify NAME --unset acl`");
      }
      if (value.isPresent()) {
        written.add(new Headers.Field(grant.getValue(), value.get()));
      }
    }
    boolean plain = !sse.orElse("").startsWith("aws:kms") && key.fields().isEmpty();
    return new Protection(Headers.of(written), key, plain);
  }

  private static Headers customerKey(Opening opening) throws SettingException {
    Optional<String> encoded = opening.text("sse_customer_key");
    if (encoded.isEmpty()) {
      return Headers.NONE;
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(encoded.get().strip());
    } catch (IllegalArgumentException notEncoded) {
      key = new byte[0];
    }
    if (key.length != 32) {
      throw new SettingException(
          "`sse_customer_key` must be 32 bytes in Base64",
          "make one: `openssl rand -base64 32`");
    }
    String name = SSE + "-customer-";
    return Headers.of(name + "algorithm", opening.text("sse_customer_algorithm").orElse("AES256"))
        .with(name + "key", Base64.getEncoder().encodeToString(key))
        .with(name + "key-MD5", Digests.base64(Digests.md5(key)));
  }

  /// A request that makes an object.
  Request making(Request request) {
    return withAll(withAll(request, written), key);
  }

  /// A request about the bytes of an object that is there, or of a part.
  Request about(Request request) {
    return withAll(request, key);
  }

  private static Request withAll(Request request, Headers headers) {
    Request changed = request;
    for (Headers.Field field : headers.fields()) {
      changed = changed.with(field.name(), field.value());
    }
    return changed;
  }
}
