package datasync.backend.gdrive;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.DvcLayout;
import datasync.backend.BackendStore;
import datasync.backend.UploadSessions;
import datasync.http.FakeServer;
import datasync.interop.Datasync;
import datasync.interop.RealDvc;
import datasync.interop.Sandbox;
import datasync.interop.Tool;
import datasync.object.BytesPayload;
import datasync.object.Descriptor;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real dvc and PyDrive2, sent to the fake by a changed description of the API, store and find
/// objects where this backend does.
@Tag("remotes")
@Timeout(180)
class DriveHandoverTest {
  private static final String REDIRECTION =
      """
      import json, os, sys
      # some versions of it do not go with the cryptography of their day
      sys.modules["OpenSSL"] = None
      import googleapiclient.discovery as discovery
      from googleapiclient.discovery_cache import get_static_doc

      def build(name, version, http=None, **ignored):
          doc = json.loads(get_static_doc(name, version))
          doc["rootUrl"] = os.environ["DRIVE_ADDRESS"] + "/"
          doc["baseUrl"] = doc["rootUrl"] + doc["servicePath"]
          return discovery.build_from_document(doc, http=http)

      discovery.build = build
      """;

  @TempDir Path folder;

  private static String run(Sandbox sandbox, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(RealDvc.program().toString()));
    line.addAll(List.of(arguments));
    Tool.Result result = Datasync.execute(line, sandbox.work(), sandbox.environment());
    assertThat(result.exit()).as("%s%s", result.out(), result.err()).isZero();
    return result.out();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void objects_areWhereTheOtherLooksForThem() throws Exception {
    DriveFake fake = new DriveFake(DriveBackendContractTest.ACCOUNT);
    fake.put("f2", "shop", DriveFake.ROOT, null);
    fake.put("f1", "shop", DriveFake.ROOT, null);
    Map<String, String> shop = Map.of("url", "gdrive://root/shop");
    try (FakeServer server = new FakeServer(new DriveVersion2(fake));
        Sandbox sandbox = new Sandbox();
        DriveBackend backend =
            DriveBackend.open(
                DriveBackendContractTest.opening(folder, server, shop, UploadSessions.NONE),
                DriveBackendContractTest.place(server))) {
      Path site = Files.createDirectories(folder.resolve("site"));
      Files.writeString(site.resolve("sitecustomize.py"), REDIRECTION);
      sandbox.environment().put("PYTHONPATH", site.toString());
      sandbox.environment().put("DRIVE_ADDRESS", server.uri("").toString());
      configure(sandbox);
      Files.writeString(sandbox.work().resolve("theirs"), "theirs\n");
      Files.createDirectories(sandbox.work().resolve("data"));
      Files.writeString(sandbox.work().resolve("data/a"), "a\n");
      run(sandbox, "add", "theirs", "data");
      run(sandbox, "push");

      BackendStore store = new BackendStore(backend, DvcLayout.CURRENT);
      List<Descriptor> found = new ArrayList<>();
      store.list(found::add);
      assertThat(found).hasSize(3);
      ObjectId theirs = Digester.digest(HashName.MD5, bytes("theirs\n"), false);
      try (InputStream in = store.payload(theirs).open()) {
        assertThat(in.readAllBytes()).isEqualTo(bytes("theirs\n"));
      }

      ObjectId ours = Digester.digest(HashName.MD5, bytes("ours\n"), false);
      store.put(ours, new BytesPayload(bytes("ours\n")));
      Files.writeString(
          sandbox.work().resolve("ours.dvc"),
          "outs:\n- md5: " + ours.hex() + "\n  size: 5\n  hash: md5\n  path: ours\n");
      run(sandbox, "pull", "ours.dvc");
      assertThat(sandbox.work().resolve("ours")).hasContent("ours\n");
      assertThat(run(sandbox, "status", "-c", "--json").strip()).isEqualTo("{}");
      assertThat(fake.paths())
          .containsOnlyOnce("shop/" + DvcLayout.CURRENT.name(ours), "shop/files/md5")
          .allMatch(path -> path.startsWith("shop"));
    }
  }

  private void configure(Sandbox sandbox) throws Exception {
    run(sandbox, "init", "--no-scm", "-q");
    Files.writeString(
        sandbox.work().resolve(".dvc/config"),
        """
        [core]
            no_scm = true
            remote = store
        ['remote "store"']
            url = gdrive://root/shop
            gdrive_use_service_account = true
            gdrive_service_account_json_file_path = %s
        """
            .formatted(folder.resolve("key.json")));
  }
}
