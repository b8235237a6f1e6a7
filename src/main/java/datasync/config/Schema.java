package datasync.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sections and options DVC 3.67 knows (its `config_schema.py`), as one table.
final class Schema {
  /// An option.
  ///
  /// @param fallback the value when no file has one, or null
  /// @param isObsolete whether it has no effect any more
  record Key(String name, KeyType type, String fallback, boolean isObsolete) {}

  /// A line that begins with `@` opens a block; every other line has options of one type, with a
  /// default after `=` and `!` at the end when obsolete. `+` takes over another block.
  private static final String TABLE = """
      @core
      lower: remote
      whole1: checksum_jobs
      flag: interactive=false analytics=true hardlink_lock=false no_scm=false autostage=false
      flag: experiments! check_update=true
      text: site_cache_dir
      lower: machine
      @cache
      text: local! s3! gs! hdfs! webhdfs! ssh! azure! dir
      + local
      @local
      links: type
      flag: protected=false! slow_link_warning=true verify=false
      group: shared
      @remote
      text: url
      whole1: checksum_jobs jobs
      flag: worktree no_traverse! version_aware
      @url
      + local
      + remote
      @url s3
      text: region profile credentialpath configpath endpointurl access_key_id secret_access_key
      text: session_token sse sse_kms_key_id sse_customer_algorithm sse_customer_key acl
      text: grant_read grant_read_acp grant_write_acp grant_full_control
      flag: listobjects=false! use_ssl=true allow_anonymous_login=false verify=false
      flag-or-text: ssl_verify
      never-bool: cache_regions
      whole: read_timeout connect_timeout
      + remote
      @url gs
      text: projectname credentialpath endpointurl
      flag: verify=false allow_anonymous_login=false
      + remote
      @url ssh
      links: type
      whole: port timeout max_sessions
      text: user password passphrase keyfile
      flag: ask_password ask_passphrase gss_auth allow_agent verify=false
      + remote
      @url hdfs
      text: user kerb_ticket
      never-int: replication
      + remote
      @url webhdfs
      flag: kerberos use_https verify=false
      text: kerberos_principal proxy_to token user password data_proxy_target
      flag-or-text: ssl_verify
      + remote
      @url azure
      text: connection_string sas_token account_name account_key tenant_id client_id client_secret
      flag: allow_anonymous_login exclude_environment_credential
      flag: exclude_visual_studio_code_credential exclude_shared_token_cache_credential
      flag: exclude_managed_identity_credential verify=false
      whole: timeout read_timeout connection_timeout
      + remote
      @url oss
      text: oss_key_id oss_key_secret oss_endpoint
      flag: verify=true
      + remote
      @url gdrive
      text: profile gdrive_client_id gdrive_client_secret gdrive_user_credentials_file
      text: gdrive_service_account_user_email gdrive_service_account_json_file_path
      flag: gdrive_use_service_account gdrive_trash_only=false gdrive_acknowledge_abuse=false
      flag: verify=true
      + remote
      @http
      auth: auth
      text: custom_auth_header user password method
      flag: ask_password verify=false
      flag-or-text: ssl_verify
      real0: connect_timeout read_timeout
      + remote
      @url http
      + http
      @url https
      + http
      @webdav
      text: user password token bearer_token_command custom_auth_header cert_path key_path
      flag: ask_password verify=false
      flag-or-text: ssl_verify
      whole: timeout
      + remote
      @url webdav
      + webdav
      @url webdavs
      + webdav
      @state
      text: dir!
      whole1: row_limit!
      percent: row_cleanup_quota!
      @index
      text: dir!
      @machine
      cloud: cloud
      region: region
      text: image ssh_private startup_script setup_script
      flag: spot
      real: spot_price
      whole: instance_hdd_size
      lower: instance_type instance_gpu
      @feature
      flag: machine=false
      @plots
      text: html_template out_dir
      flag: auto_open=false
      @exp
      text: code! data! models! metrics! params! plots! live! git_remote
      flag: auto_push
      @parsing
      bool: bool
      list: list
      @hydra
      flag: enabled=false
      text: config_dir config_module config_name plugins_path
      @studio
      text: token url repo_url
      flag: offline=false
      @db
      text: url username password
      """;

  /// The sections in DVC's order, which is the order in which they are checked.
  static final List<String> SECTIONS = List.of("core", "cache", "remote", "state", "index",
      "machine", "feature", "plots", "exp", "parsing", "hydra", "studio", "db");

  private Schema() {}

  /// The options of a section; for `machine` and `db`, of each named section in it.
  static Map<String, Key> section(String name) {
    return block(name);
  }

  /// The options of a remote whose URL has the scheme, empty for a local path; null when DVC does
  /// not know the scheme.
  static Map<String, Key> remote(String scheme) {
    return block(scheme.isEmpty() ? "url" : "url " + scheme);
  }

  /// Reads one block, because a command looks at two or three of them; null when there is none.
  private static Map<String, Key> block(String name) {
    String head = "@" + name + "\n";
    int at = TABLE.startsWith(head) ? 0 : TABLE.indexOf("\n" + head) + 1;
    if (at == 0 && !TABLE.startsWith(head)) {
      return null;
    }
    Map<String, Key> block = new LinkedHashMap<>();
    at += head.length();
    while (at < TABLE.length() && TABLE.charAt(at) != '@') {
      int end = TABLE.indexOf('\n', at);
      if (TABLE.charAt(at) == '+') {
        block.putAll(block(TABLE.substring(at + 2, end)));
      } else {
        int colon = TABLE.indexOf(':', at);
        KeyType type = type(TABLE.substring(at, colon));
        for (String option : TABLE.substring(colon + 2, end).split(" ")) {
          Key key = key(option, type);
          block.put(key.name(), key);
        }
      }
      at = end + 1;
    }
    return block;
  }

  private static Key key(String option, KeyType type) {
    boolean obsolete = option.endsWith("!");
    String text = obsolete ? option.substring(0, option.length() - 1) : option;
    int equals = text.indexOf('=');
    return equals < 0 ? new Key(text, type, null, obsolete)
        : new Key(text.substring(0, equals), type, text.substring(equals + 1), obsolete);
  }

  private static KeyType type(String name) {
    return switch (name) {
      case "text" -> new KeyType.Text();
      case "lower" -> new KeyType.Lower();
      case "flag" -> new KeyType.Flag(false);
      case "flag-or-text" -> new KeyType.Flag(true);
      case "whole" -> new KeyType.Whole(null, null);
      case "whole1" -> new KeyType.Whole(1, null);
      case "percent" -> new KeyType.Whole(0, 100);
      case "real" -> new KeyType.Real(null);
      case "real0" -> new KeyType.Real(0);
      case "links" -> new KeyType.LinkTypes();
      case "never-int" -> new KeyType.Never("int");
      case "never-bool" -> new KeyType.Never("bool");
      case "group" -> new KeyType.OneOf(List.of("group"));
      case "auth" -> new KeyType.OneOf(List.of("basic", "digest", "custom"));
      case "cloud" -> new KeyType.OneOf(List.of("aws", "azure"));
      case "region" -> new KeyType.OneOf(List.of("us-west", "us-east", "eu-west", "eu-north"));
      case "bool" -> new KeyType.OneOf(List.of("store_true", "boolean_optional"));
      case "list" -> new KeyType.OneOf(List.of("nargs", "append"));
      default -> throw new IllegalStateException(name);
    };
  }
}
