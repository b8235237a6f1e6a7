package datasync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden messages are those of dvc 3.67.1.
class ConfigTest {
  @TempDir Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void makeProject() throws IOException {
    fixture = new ConfigFixture(folder);
  }

  @Test
  void load_ofNothing_hasTheDefaults() throws IOException {
    Config config = fixture.load();
    assertThat(config.flag("core", "analytics")).isTrue();
    assertThat(config.flag("core", "autostage")).isFalse();
    assertThat(config.text("core", "remote")).isEmpty();
    assertThat(config.list("cache", "type")).isEmpty();
    assertThat(config.cacheDirectory()).contains(fixture.dvc.resolve("cache"));
    assertThat(config.remoteNames()).isEmpty();
  }

  @Test
  void load_mergesKeyByKeyAndRemembersTheOrigin() throws IOException {
    fixture.with(ConfigLevel.SYSTEM, "[core]\nautostage = true\nremote = sys\n")
        .with(ConfigLevel.GLOBAL, "['remote \"a\"']\nurl = s3://b/c\nregion = x\n")
        .with(ConfigLevel.PROJECT, "[Core]\n    Remote = A\n")
        .with(ConfigLevel.LOCAL, "[remote \"A\"]\nregion = y\nsecret_access_key = geheim\n");
    Config config = fixture.load();
    assertThat(config.flag("core", "autostage")).isTrue();
    assertThat(config.defaultRemote()).contains("a");
    assertThat(config.setting("core", "remote")).hasValueSatisfying(
        setting -> assertThat(setting.level()).isEqualTo(ConfigLevel.PROJECT));
    RemoteSettings remote = config.remote("A");
    assertThat(remote.texts()).containsExactly(
        java.util.Map.entry("url", "s3://b/c"), java.util.Map.entry("region", "y"),
        java.util.Map.entry("secret_access_key", "geheim"));
    assertThat(remote.origin("url")).contains(ConfigLevel.GLOBAL);
    assertThat(remote.origin("region")).contains(ConfigLevel.LOCAL);
    assertThat(remote.flag("use_ssl")).isTrue();
    assertThat(remote.flag("verify")).isFalse();
    assertThat(remote.scheme()).isEqualTo("s3");
    assertThat(remote.toString()).doesNotContain("geheim").contains("url=s3://b/c");
  }

  @Test
  void load_resolvesPathsAgainstTheFolderOfTheirFile() throws IOException {
    fixture.with(ConfigLevel.GLOBAL, "[cache]\ndir = mine\n")
        .with(ConfigLevel.PROJECT, "['remote \"rel\"']\nurl = ../../store/./x/\n"
            + "['remote \"home\"']\nurl = ~/foo\n['remote \"abs\"']\nurl = /srv/x\n"
            + "['remote \"odd\"']\nurl = foo:bar\n['remote \"win\"']\nurl = C:\\data\n");
    Config config = fixture.load();
    Path base = fixture.root.getParent();
    assertThat(config.cacheDirectory()).contains(base.resolve("home/.config/dvc/mine"));
    assertThat(config.remote("rel").url()).isEqualTo(base + "/store/x");
    assertThat(config.remote("home").url()).isEqualTo(base + "/home/foo");
    assertThat(config.remote("abs").url()).isEqualTo("/srv/x");
    assertThat(config.remote("odd").url()).isEqualTo(fixture.dvc + "/foo:bar");
    assertThat(config.remote("win").url()).isEqualTo(fixture.dvc + "/C:\\data");
  }

  @Test
  void remote_ofAReference_takesTheOthersSettings() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "['remote \"base\"']\nurl = ssh://host/tmp\nuser = root\n"
        + "ask_password = true\n['remote \"b\"']\nurl = remote://Base/pictures/x\nuser = alice\n"
        + "['remote \"c\"']\nurl = remote://b//y\n['remote \"loop\"']\nurl = remote://loop/z\n"
        + "['remote \"none\"']\nurl = remote://gone/z\n");
    Config config = fixture.load();
    assertThat(config.remote("c").texts()).containsEntry("url", "ssh://host/tmp/pictures/x/y")
        .containsEntry("user", "alice").containsEntry("ask_password", "true");
    assertThat(config.forUrl("remote://base/q").url()).isEqualTo("ssh://host/tmp/q");
    assertThatThrownBy(() -> config.remote("loop")).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> config.remote("none")).hasMessage("remote 'gone' doesn't exist");
    assertThatThrownBy(() -> config.remote("Other")).hasMessage("remote 'other' doesn't exist");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "[core];nope = 1|extra keys not allowed @ data['core']['nope']",
    "[nope];a = 1|extra keys not allowed @ data['nope']",
    "top = 1|extra keys not allowed @ data['top']",
    "cache = 1|expected a dictionary for dictionary value @ data['cache']",
    "[core];autostage = yes|expected true or false for dictionary value @ "
        + "data['core']['autostage']",
    "[core];checksum_jobs = x|expected int for dictionary value @ data['core']['checksum_jobs']",
    "[core];checksum_jobs = 0|value must be at least 1 for dictionary value @ "
        + "data['core']['checksum_jobs']",
    "[core];site_cache_dir = a,b|expected str for dictionary value @ "
        + "data['core']['site_cache_dir']",
    "[cache];type = hard,copy|Unsupported cache type(s): hard for dictionary value @ "
        + "data['cache']['type']",
    "[cache];shared = all|expected one of group for dictionary value @ data['cache']['shared']",
    "[state];row_cleanup_quota = 101|value must be at most 100 for dictionary value @ "
        + "data['state']['row_cleanup_quota']",
    "[remote \"a\"];user = x|expected 'url' for dictionary value @ data['remote']['a']",
    "[remote \"a\"];url = foo://x/y|Unsupported URL type foo:// for dictionary value @ "
        + "data['remote']['a']",
    "[remote \"a\"];url = s3://x;user = y|extra keys not allowed @ data['remote']['a']['user']",
    "[remote \"a\"];url = s3://x;cache_regions = true|expected bool for dictionary value @ "
        + "data['remote']['a']['cache_regions']",
    "[remote \"a\"];url = https://x;read_timeout = -1|value must be at least 0 for dictionary value"
        + " @ data['remote']['a']['read_timeout']",
    "[hydra];config_dir = a;config_module = b|two or more values in the same group of exclusion "
        + "'config_source' @ data['hydra'][<config_source>]",
    "[core;a;b = 1|Parsing failed with several errors.;First error at line 1.",
  })
  void load_tellsTheFirstProblemAsDvcDoes(String file, String message) throws IOException {
    fixture.with(ConfigLevel.PROJECT, file.replace(';', '\n'));
    assertThatThrownBy(() -> fixture.load())
        .isInstanceOf(ConfigException.class).hasMessage(message.replace(';', '\n'));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "[core];autostage = TRUE;experiments = false;machine = x;checksum_jobs = ' 1_0 '",
    "[cache];type = reflink, copy;protected = true;s3 = x;shared = GROUP",
    "[cache];type = \"reflink,hardlink\"",
    "[remote \"a\"];url = x;no_traverse = false;type = copy;jobs = 4",
    "[remote \"a\"];url = https://x;auth = BASIC;ssl_verify = /ca.pem;read_timeout = 1.5",
    "[remote \"a\"];url = remote://b;what = ever;b = c",
    "[remote \"a\"];url = s3:bucket",
    "[state];row_limit = 1;dir = x", "[index];dir = y", "[exp];code = x;auto_push = true",
    "[machine \"m\"];cloud = AWS;spot_price = 1e3", "[db \"d\"];url = x;password = y",
    "[feature];what = x;machine = false", "[studio];token = x", "[parsing];bool = store_true"
  })
  void load_acceptsAllThatDvcAccepts(String file) throws IOException {
    fixture.with(ConfigLevel.PROJECT, file.replace(';', '\n'));
    assertThat(fixture.load().flag("core", "check_update")).isTrue();
  }

  @Test
  void load_ofUnknownFeatures_warns() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "[feature]\nb = 1\na = 2\n");
    assertThat(fixture.load().warnings())
        .containsExactly("'feature.a', 'feature.b' config options are unsupported");
  }

  @Test
  void load_readsOwnFilesLastAndRefusesTheirUnknownKeys() throws IOException {
    Files.writeString(fixture.dvc.resolve("datasync.config"), "[core]\njobs = 3\n");
    assertThat(fixture.load().whole("core", "jobs")).contains(3);
    Files.writeString(fixture.dvc.resolve("datasync.config.local"), "[core]\njobs = 5\n");
    assertThat(fixture.load().whole("core", "jobs")).contains(5);
    Files.writeString(fixture.dvc.resolve("datasync.config.local"), "[core]\nremote = a\n");
    assertThatThrownBy(() -> fixture.load()).isInstanceOf(ConfigException.class)
        .hasMessage("unknown key `core.remote` in `" + fixture.dvc + "/datasync.config.local`");
  }

  @Test
  void load_neverTellsASecret() throws IOException {
    fixture.with(ConfigLevel.PROJECT, "['remote \"a\"']\nurl = https://me:pw@host\n"
        + "\"password : geheim\n");
    assertThatThrownBy(() -> fixture.load()).hasMessageContaining("Invalid line")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"))
        .hasCauseInstanceOf(datasync.text.FormatException.class)
        .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("geheim"));
  }

  @Test
  void secrets_maskUserInformationAndAssignments() {
    assertThat(Secrets.mask("can't reach https://u:p@h/x?a=b@c and ssh://h"))
        .isEqualTo("can't reach https://***@h/x?a=b@c and ssh://h");
    assertThat(Secrets.mask("Token = abc\nuser = me")).isEqualTo("Token = ***\nuser = me");
    assertThat(Secrets.shown("sas_token", "x")).isEqualTo("***");
    assertThat(Secrets.shown("tokenizer", "x")).isEqualTo("x");
  }

  @Test
  void files_followThePlatformAndItsVariables() {
    Path home = Path.of("/h");
    datasync.io.Environment environment = new datasync.io.Environment(
        java.util.Map.of("XDG_CONFIG_DIRS", "/x:/y", "XDG_CONFIG_HOME", "/c"), Path.of("/w"), home,
        () -> java.time.Instant.EPOCH, new java.util.Random(1));
    assertThat(ConfigFiles.of(environment, null, "Linux"))
        .returns(Path.of("/x/dvc"), ConfigFiles::system)
        .returns(Path.of("/c/dvc"), ConfigFiles::global)
        .returns(Path.of("/c/datasync"), ConfigFiles::own);
    assertThat(ConfigFiles.of(environment, null, "Mac OS X"))
        .returns(Path.of("/Library/Application Support/dvc"), ConfigFiles::system)
        .returns(Path.of("/h/Library/Application Support/dvc"), ConfigFiles::global);
  }
}
