package datasync.auth.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.http.Headers;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.io.SettingException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signatures printed by azure-storage-blob 12.28 for the published key of the emulator.
class SharedKeySignerTest {
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T19:04:38Z"));

  private static SharedKeySigner signer(URI address, String account) throws SettingException {
    return new SharedKeySigner(Origin.of(address), account, KEY, CLOCK);
  }

  private static Request request(String method, URI address, String body, String... fields) {
    Request request =
        Request.of(method, address, RequestBody.of(body.getBytes()))
            .with("x-ms-version", "2021-12-02");
    for (int i = 0; i < fields.length; i += 2) {
      request = request.with(fields[i], fields[i + 1]);
    }
    return request;
  }

  private static String signed(String account, Request request) throws Exception {
    Request signed = signer(request.uri(), account).sign(request);
    assertThat(signed.headers().first("x-ms-date")).contains("Sat, 21 Nov 2026 19:04:38 GMT");
    return signed.headers().first("Authorization").orElseThrow();
  }

  @Test
  void listing_ofAnAccountInThePath() throws Exception {
    URI address =
        URI.create(
            "http://127.0.0.1:10000/devstoreaccount1/cont?restype=container&comp=list"
                + "&prefix=a%20b%2Fc&include=metadata");
    assertThat(signed("devstoreaccount1", request("GET", address, "")))
        .isEqualTo("SharedKey devstoreaccount1:xgjFkG5qHTcxqnvdDy72Vl70PsCpjmMrP3oXHRHmhxs=");
  }

  @Test
  void upload_ofANameThatNeedsEscapes() throws Exception {
    URI address = URI.create("https://acct.blob.core.windows.net/cont/a%20b/%C3%BC%2520%23");
    Request request =
        request(
            "PUT", address, "hello", "x-ms-blob-type", "BlockBlob", "Content-MD5",
            "XUFAKrxLKna5cZ2REBfFkg==", "Content-Type", "application/octet-stream");
    assertThat(signed("acct", request))
        .isEqualTo("SharedKey acct:bHGPC+l88Ef+KFJXE+bc2iSysJYHZBQ11LD44jEvUIk=");
  }

  @Test
  void block_withoutBytes() throws Exception {
    URI address =
        URI.create(
            "https://acct.blob.core.windows.net/cont/k?comp=block&blockid=ZHMxLTAwMDAw%3D");
    assertThat(signed("acct", request("PUT", address, "")))
        .isEqualTo("SharedKey acct:8ptsq0JhdRTCgx3+JJ3BimXV3hFGiG3cUihBxXqfDv4=");
  }

  @Test
  void version_underACondition() throws Exception {
    URI address =
        URI.create(
            "https://acct.blob.core.windows.net/cont/k?versionid=2026-11-21T19%3A04%3A38.1234567Z");
    assertThat(signed("acct", request("GET", address, "", "If-Match", "\"0x8D\"")))
        .isEqualTo("SharedKey acct:Gr1/en+gsycGerlWN1oMfiXDGH5wFN+SoPKEgR3UrsE=");
  }

  @Test
  void request_toAnotherPlace_isNotSigned() throws Exception {
    URI here = URI.create("https://acct.blob.core.windows.net/cont");
    Request other = Request.get(URI.create("https://elsewhere.example/cont"));
    assertThat(signer(here, "acct").sign(other)).isSameAs(other);
  }

  @ParameterizedTest
  @CsvSource({
    "403, 'Sat, 21 Nov 2026 20:04:38 GMT', true", "403, 'Sat, 21 Nov 2026 19:05:00 GMT', false",
    "401, 'Sat, 21 Nov 2026 20:04:38 GMT', false", "403, yesterday, false"
  })
  void clock_isCorrectedOnceWhereItIsFarOff(int status, String date, boolean again)
      throws Exception {
    URI address = URI.create("https://acct.blob.core.windows.net/cont");
    SharedKeySigner signer = signer(address, "acct");
    Headers fields = Headers.of("Date", date);
    Response refused =
        new Response(Request.get(address), status, fields, InputStream.nullInputStream());
    assertThat(signer.renew(refused)).isEqualTo(again);
    assertThat(signer.renew(refused)).isFalse();
    String sent = signer.sign(Request.get(address)).headers().first("x-ms-date").orElseThrow();
    assertThat(sent).isEqualTo(again ? date : "Sat, 21 Nov 2026 19:04:38 GMT");
  }

  @Test
  void key_thatIsNone_isRefusedWithoutShowingIt() {
    Origin origin = new Origin("https", "h", 443);
    assertThatThrownBy(() -> new SharedKeySigner(origin, "acct", "no key!", CLOCK))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("`acct`")
        .hasMessageNotContaining("no key!");
  }
}
