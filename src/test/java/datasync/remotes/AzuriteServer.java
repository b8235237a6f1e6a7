package datasync.remotes;

import datasync.auth.azure.AzureAccount;
import datasync.http.HttpTransport;
import datasync.http.JdkTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.io.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Azurite's blob service on a free port of the loopback address, everything in memory.
public final class AzuriteServer implements AutoCloseable {
  static final String ACCOUNT = "devstoreaccount1";
  static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private final Process process;
  private final URI endpoint;

  private AzuriteServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// Starts it, and judges requests strictly.
  public static AzuriteServer start(Path folder) throws IOException {
    return start(folder, List.of());
  }

  /// Starts it with TLS, and with tokens of any issuer.
  ///
  /// @param identity certificate and key of the server
  static AzuriteServer withTokens(Path folder, Path identity) throws IOException {
    String pem = identity.toString();
    return start(folder, List.of("--cert", pem, "--key", pem, "--oauth", "basic"));
  }

  private static AzuriteServer start(Path folder, List<String> more) throws IOException {
    Path script = program();
    List<String> line = new ArrayList<>(List.of("node", script.toString()));
    line.addAll(
        List.of(
            "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", "0",
            "--skipApiVersionCheck", "--disableTelemetry"));
    line.addAll(more);
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectError(folder.resolve("azurite.err").toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String said = out.readLine(); said != null; said = out.readLine()) {
      int address = said.indexOf("listens on ");
      if (address >= 0) {
        Thread.ofVirtual().start(() -> drain(out));
        String at = said.substring(address + "listens on ".length()).strip();
        return new AzuriteServer(process, URI.create(at + "/" + ACCOUNT));
      }
    }
    throw new IOException("Azurite ended: " + Files.readString(folder.resolve("azurite.err")));
  }

  private static void drain(BufferedReader log) {
    try (log) {
      log.transferTo(Writer.nullWriter());
    } catch (IOException ended) {
      // the server is stopped
    }
  }

  private static Path program() {
    String peers = System.getenv("DATASYNC_PEERS");
    Path script =
        Path.of(peers == null ? "." : peers, "azurite/node_modules/.bin/azurite-blob");
    if (!Files.exists(script)) {
      throw new IllegalStateException(
          "Azurite is missing: set `DATASYNC_PEERS` to the folder with `azurite/node_modules`");
    }
    return script;
  }

  /// The address of the account.
  public URI endpoint() {
    return endpoint;
  }

  /// A connection string with the account's key.
  public String connection() {
    return connection(endpoint);
  }

  /// The same at another address that leads here.
  public static String connection(URI endpoint) {
    return "DefaultEndpointsProtocol=" + endpoint.getScheme() + ";AccountName=" + ACCOUNT
        + ";AccountKey=" + KEY + ";BlobEndpoint=" + endpoint + ";";
  }

  /// A signature for the whole account, valid for an hour.
  ///
  /// @param permissions letters in the order `rwdlac`
  String signature(String permissions) {
    String end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
    String version = "2021-12-02";
    String text =
        String.join(
            "\n", ACCOUNT, permissions, "b", "sco", "", end, "", "https,http", version, "", "");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      byte[] signed = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      String signature =
          Base64.getEncoder().encodeToString(signed).replace("+", "%2B").replace("/", "%2F")
              .replace("=", "%3D");
      return "sv=" + version + "&ss=b&srt=sco&sp=" + permissions + "&se=" + end.replace(":", "%3A")
          + "&spr=https%2Chttp&sig=" + signature;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Makes a container.
  public void make(String container, Environment environment, TransportSettings settings)
      throws IOException {
    AzureAccount account =
        AzureAccount.find(
            Map.of("connection_string", connection()),
            new AzureAccount.Outside(environment, settings, RetryPolicy.none()));
    URI address = URI.create(endpoint + "/" + container + "?restype=container");
    Request request =
        Request.of("PUT", address, RequestBody.NONE).with("x-ms-version", "2021-12-02");
    try (HttpTransport transport =
            Transports.signing(new JdkTransport(settings), account.signer());
        Response response = transport.exchange(request)) {
      if (response.status() != 201) {
        throw new IOException(
            response + " " + new String(response.readAll(10_000), StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
