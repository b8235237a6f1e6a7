package datasync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Golden files and messages are those of dvc 3.67.1.
class ConfigEditorTest {
  @TempDir Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void makeProject() throws IOException {
    fixture = new ConfigFixture(folder);
  }

  private ConfigEditor editor() throws IOException {
    return new ConfigEditor(fixture.files());
  }

  private RemoteEditor remotes() throws IOException {
    return new RemoteEditor(fixture.files());
  }

  private static ConfigEditor.Name name(String text) {
    return ConfigEditor.Name.parse(text).orElseThrow();
  }

  @Test
  void edits_leaveTheFileOfTheSpecification() throws IOException {
    remotes().add(null, "MyRemote", "s3://bucket/path", false, false);
    remotes().modify(null, "myremote", "endpointurl", "http://localhost:9000");
    remotes().modify(null, "myremote", "use_ssl", "false");
    remotes().add(null, "rel", "../x/y", false, false);
    remotes().add(null, "home", "~/foo", false, false);
    remotes().add(null, "sub", "remote://myremote/data", false, false);
    editor().set(null, name("core.autostage"), "true");
    editor().set(null, name("cache.type"), "reflink,hardlink");
    editor().setCacheDirectory(null, "../cc");
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("""
        [core]
            autostage = true
        [cache]
            type = "reflink,hardlink"
            dir = ../../cc
        ['remote "myremote"']
            url = s3://bucket/path
            endpointurl = http://localhost:9000
            use_ssl = false
        ['remote "rel"']
            url = ../../x/y
        ['remote "home"']
            url = ~/foo
        ['remote "sub"']
            url = remote://myremote/data
        """);
  }

  @Test
  void set_normalisesTheFileAndKeepsPaths() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "# lost\n['remote \"a\"']\nurl = .././store/\n"
        + "[cache]\r\ntype = reflink,copy\n\n[Core]\nRemote = a # x\n[plots]\n");
    editor().set(null, name("Core.AutoStage"), "TRUE");
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("[cache]\n    type = reflink, copy\n"
        + "[core]\n    remote = a\n    autostage = TRUE\n"
        + "['remote \"a\"']\n    url = ../store\n");
  }

  @Test
  void set_ofWhatIsNotValid_leavesTheFile() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "[core]\n\n");
    assertThatThrownBy(() -> editor().set(null, name("core.nope"), "1"))
        .hasMessage("extra keys not allowed @ data['core']['nope']");
    assertThatThrownBy(() -> editor().set(null, name("core.site_cache_dir"), "%(x)s"))
        .isInstanceOf(ConfigException.class);
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("[core]\n\n");
  }

  @Test
  void set_whileAHigherLevelIsInvalid_writesAndFails() throws IOException {
    fixture.with(ConfigLevel.LOCAL, "[core]\nnope = 1\n");
    assertThatThrownBy(() -> editor().set(null, name("core.autostage"), "true"))
        .isInstanceOf(ConfigException.class);
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("[core]\n    autostage = true\n");
  }

  @Test
  void unset_keepsAnEmptyFileAndNamesWhatIsMissing() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "[core]\nautostage = true\n");
    editor().unset(null, name("core.autostage"));
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("\n");
    assertThatThrownBy(() -> editor().unset(null, name("core.autostage")))
        .hasMessage("option 'autostage' doesn't exist in section 'core'");
    assertThatThrownBy(() -> editor().unset(null, name("remote.a.url")))
        .hasMessage("remote 'a' doesn't exist");
  }

  @Test
  void list_goesFileByFileWithOrigins() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "[core]\nremote = a\n['remote \"a\"']\nurl = x\n")
        .with(ConfigLevel.LOCAL, "[cache]\ntype = copy, reflink\n");
    assertThat(editor().list(null).stream().map(line -> line.text(true)))
        .containsExactly(".dvc/config\tremote.a.url=" + fixture.dvc + "/x",
            ".dvc/config\tcore.remote=a", ".dvc/config.local\tcache.type=['copy', 'reflink']");
  }

  @Test
  void get_takesTheHighestLevel() throws IOException {
    fixture.with(ConfigLevel.GLOBAL, "[core]\nremote = g\n")
        .with(ConfigLevel.LOCAL, "[core]\nremote = l\n['remote \"l\"']\nurl = s3://x\n");
    assertThat(editor().get(null, name("core.remote")).orElseThrow().text(true))
        .isEqualTo(".dvc/config.local\tl");
    assertThat(editor().get(null, name("core.autostage"))).isEmpty();
    assertThat(editor().get(null, name("remote.l")).orElseThrow().text(false))
        .isEqualTo("{'url': 's3://x'}");
    assertThatThrownBy(() -> editor().get(ConfigLevel.PROJECT, name("core.remote")))
        .hasMessage("option 'remote' doesn't exist in section 'core'");
  }

  @Test
  void names_haveTwoPartsOrAKind() {
    assertThat(ConfigEditor.Name.parse("Remote.A.Url"))
        .isEmpty();
    assertThat(name("remote.A.Url")).isEqualTo(new ConfigEditor.Name("remote", "a", "url"));
    assertThat(name("core.x")).isEqualTo(new ConfigEditor.Name(null, "core", "x"));
    assertThat(ConfigEditor.Name.parse("core")).isEmpty();
    assertThat(ConfigEditor.Name.parse("remote.a.b.c")).isEmpty();
  }

  @Test
  void outsideARepository_onlyTheUsersFilesAreThere() throws IOException {
    ConfigFiles outside = fixture.files(fixture.root, null);
    assertThatThrownBy(() -> new ConfigEditor(outside).set(null, name("core.remote"), "a"))
        .hasMessage("Not inside a DVC repo");
    assertThatThrownBy(() -> new ConfigEditor(outside).list(ConfigLevel.LOCAL))
        .hasMessage("Not inside a DVC repo");
    new ConfigEditor(outside).set(ConfigLevel.GLOBAL, name("core.analytics"), "false");
    assertThat(new ConfigEditor(outside).list(null).getFirst().text(true))
        .endsWith("/home/.config/dvc/config\tcore.analytics=false");
    assertThatThrownBy(() -> new ConfigEditor(outside).cacheDirectory(null))
        .hasMessage("option 'dir' doesn't exist in section 'cache'");
  }

  @Test
  void relativePaths_referToTheWorkingDirectory() throws IOException {
    Path sub = Files.createDirectories(fixture.root.resolve("a/b"));
    new RemoteEditor(fixture.files(sub, fixture.dvc)).add(null, "r", "../store", false, true);
    assertThat(fixture.text(ConfigLevel.PROJECT))
        .isEqualTo("[core]\n    remote = r\n['remote \"r\"']\n    url = ../a/store\n");
    assertThat(remotes().list(null)).containsExactly(
        new RemoteEditor.Entry("r", fixture.root + "/a/store", true));
  }

  @Test
  void add_refusesToOverwriteUnlessTold() throws IOException {
    remotes().add(null, "a", "s3://x", false, false);
    assertThatThrownBy(() -> remotes().add(null, "A", "s3://y", false, false)).hasMessage(
        "remote 'a' already exists. Use `-f|--force` to overwrite it.");
    remotes().add(null, "A", "s3://y", true, false);
    assertThat(remotes().list(null).getFirst().url()).isEqualTo("s3://y");
  }

  @Test
  void remove_takesTheDefaultFromThisAndHigherLevels() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "[core]\nremote = a\n['remote \"a\"']\nurl = s3://x\n")
        .with(ConfigLevel.LOCAL, "[core]\nremote = a\n")
        .with(ConfigLevel.GLOBAL, "[core]\nremote = a\n");
    remotes().remove(null, "A");
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("\n");
    assertThat(fixture.text(ConfigLevel.LOCAL)).isEqualTo("\n");
    assertThat(fixture.text(ConfigLevel.GLOBAL)).isEqualTo("[core]\nremote = a\n");
    assertThatThrownBy(() -> remotes().remove(null, "a")).hasMessage("remote 'a' doesn't exist.");
  }

  @Test
  void rename_takesTheDefaultAlongAndKeepsSettings() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "['remote \"a\"']\nurl = s3://x\nregion = y\n"
        + "['remote \"b\"']\nurl = s3://z\n").with(ConfigLevel.LOCAL, "[core]\nremote = a\n");
    remotes().rename(null, "a", "c");
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo("['remote \"b\"']\n    url = s3://z\n"
        + "['remote \"c\"']\n    url = s3://x\n    region = y\n");
    assertThat(fixture.text(ConfigLevel.LOCAL)).isEqualTo("[core]\n    remote = c\n");
    assertThatThrownBy(() -> remotes().rename(null, "b", "c"))
        .hasMessage("Rename failed. Remote name 'c' already exists.");
  }

  @Test
  void modify_mayChangeWhatALowerLevelHas() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "['remote \"a\"']\nurl = s3://x\n");
    remotes().modify(ConfigLevel.LOCAL, "a", "profile", "p");
    assertThat(fixture.text(ConfigLevel.LOCAL)).isEqualTo("['remote \"a\"']\n    profile = p\n");
    assertThatThrownBy(() -> remotes().modify(null, "q", "url", "x"))
        .hasMessage("remote 'q' doesn't exist.");
    assertThatThrownBy(() -> remotes().unset(null, "a", "url"))
        .hasMessage("expected 'url' for dictionary value @ data['remote']['a']");
  }

  @Test
  void setDefault_wantsAKnownRemote() throws IOException {
    assertThatThrownBy(() -> remotes().setDefault(null, "a"))
        .hasMessage("default remote must be present in remote list.");
    remotes().add(null, "a", "s3://x", false, false);
    remotes().setDefault(ConfigLevel.LOCAL, "a");
    assertThat(remotes().defaultRemote(null)).contains("a");
    remotes().unsetDefault(ConfigLevel.LOCAL);
    assertThat(remotes().defaultRemote(null)).isEmpty();
  }

  @Test
  void dryRuns_checkAndNameTheFilesButWriteNothing() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "[core]\nremote = a\n['remote \"a\"']\nurl = s3://x\n");
    String before = fixture.text(ConfigLevel.PROJECT);
    RemoteEditor dry = new RemoteEditor(fixture.files(), true);
    dry.remove(null, "a");
    assertThat(dry.changed()).containsExactly(
        fixture.dvc.resolve("config"), fixture.dvc.resolve("config.local"));
    assertThat(dry.list(null)).isEmpty();
    assertThat(fixture.text(ConfigLevel.PROJECT)).isEqualTo(before);
    assertThat(fixture.dvc.resolve("config.local")).doesNotExist();
  }
}
