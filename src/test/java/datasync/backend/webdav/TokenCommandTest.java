package datasync.backend.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.http.FakeServer;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TokenCommandTest {
  @TempDir Path folder;

  private WebDavBackend open(FakeServer server, String command) throws IOException {
    Environment environment =
        new Environment(
            Map.of("PATH", System.getenv("PATH")), folder, folder, InstantSource.system(),
            new Random(1));
    Map<String, String> values =
        Map.of(
            "url", "webdav" + server.uri("/dav").toString().substring(4), "token", "other",
            "bearer_token_command", command);
    return WebDavBackend.open(
        new Opening(
            values, environment, (host, user) -> Optional.empty(), UploadSessions.NONE,
            Progress.none()));
  }

  @Test
  void token_isPrintedOnce_andAgainWhenItIsRefused() throws IOException {
    // counts how often it was run
    String command = "sh -c 'echo x >> runs; echo \"tok $(wc -l < runs | tr -d \" \")\"'";
    Files.writeString(folder.resolve("runs"), "");
    DavFake fake = new DavFake(DavFake.Style.PATHS);
    try (FakeServer server =
            new FakeServer(
                (request, reply) -> {
                  if (request.header("Authorization").equals("Bearer tok 2")) {
                    fake.answer(request, reply);
                  } else {
                    reply.send(401, "");
                  }
                });
        WebDavBackend backend = open(server, command)) {
      assertThat(backend.size("a")).isEmpty();
      assertThat(backend.size("b")).isEmpty();
      assertThat(server.seen()).hasSize(3);
      assertThat(folder.resolve("runs")).hasContent("x\nx");
    }
  }

  @Test
  void commandThatFails_isNoLogin_andOneThatIsNoneIsASetting() throws IOException {
    try (FakeServer server = new FakeServer((request, reply) -> reply.send(404, ""))) {
      for (String command : new String[] {"false", "true"}) {
        try (WebDavBackend backend = open(server, command)) {
          assertThatThrownBy(() -> backend.size("a")).isInstanceOf(NoCredentials.class);
        }
      }
      assertThatThrownBy(() -> open(server, "'unclosed")).isInstanceOf(SettingException.class);
      try (WebDavBackend backend = open(server, "no-such-program-here")) {
        assertThatThrownBy(() -> backend.size("a")).isInstanceOf(SettingException.class);
      }
      assertThat(server.seen()).isEmpty();
    }
  }
}
