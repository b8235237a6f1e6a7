import json, os, sys, tempfile
import botocore.session, botocore
from botocore.configprovider import ConfiguredEndpointProvider
K="aws_access_key_id = AK{0}\naws_secret_access_key = secret{0}\n"
cases=[
 ("default in both files", "[default]\nregion = eu-west-1\n", "[default]\n"+K.format(1), {}, ""),
 ("block of s3 with comments and blank lines", "[default]\nregion=us-west-2\ns3 =\n  addressing_style = path\n\n  # a comment\n  Max_Concurrent_Requests=20\n  multipart_chunksize = 16MB\n  ; another\n\tmultipart_threshold= 64MiB\nOutput = JSON\n", "", {}, ""),
 ("names with spaces in quotes", "[profile \"my prof\"]\nregion = r1\n[profile 'single q']\nregion = r2\n[profile unquoted two]\nregion = r3\n[profile]\nregion=r4\n[profile a\\ b]\nregion=r5\n", "[my prof]\n"+K.format(2), {}, "my prof"),
 ("credentials go before configuration", "[profile dev]\n"+K.format(3)+"region = r\n[other]\nx=1\n", "[dev]\n"+K.format(4)+"aws_session_token = tok\nregion = from-credentials\n", {"AWS_PROFILE":"dev"}, ""),
 ("DEFAULT gives every section its values", "[DEFAULT]\nregion = everywhere\noutput=text\n[profile a]\noutput = json\n[default]\n", "[DEFAULT]\n"+K.format(5)+"[default]\n[a]\naws_session_token=t\n", {}, "a"),
 ("colon, and no comment behind a value", "[default]\nregion : eu-central-1 # not a comment\n# whole line\n;whole line\nsome:thing = a=b:c ; still value\n", "[default]\naws_access_key_id: AK6\naws_secret_access_key:abc/de+f==\n", {}, ""),
 ("values of several lines", "[default]\nrole_note = first\n   second\n\n   third = x\n\n\nregion = r\n", "", {}, ""),
 ("a section twice", "[default]\nregion=a\n[default]\nregion=b\n", "", {}, ""),
 ("an option twice", "[default]\nregion=a\nREGION=b\n", "", {}, ""),
 ("no delimiter", "[default]\nregion\n", "", {}, ""),
 ("no section", "region = a\n[default]\n", "", {}, ""),
 ("services", "[profile p]\nservices = mine\nendpoint_url = http://all.test\n[services mine]\ns3 =\n  endpoint_url = http://s3.test:9000\nsts = \n  endpoint_url = http://sts.test\ndynamodb =\n  endpoint_url = http://d.test\n", "[p]\n"+K.format(7), {}, "p"),
 ("services of another name", "[default]\nservices = gone\n[services mine]\ns3 =\n  endpoint_url = http://s3.test\n", "[default]\n"+K.format(8), {}, ""),
 ("endpoint of the profile", "[default]\nendpoint_url = http://all.test\n", "[default]\n"+K.format(8), {}, ""),
 ("endpoints of the environment", "[default]\nendpoint_url = http://all.test\n", "[default]\n"+K.format(8), {"AWS_ENDPOINT_URL":"http://env.test","AWS_ENDPOINT_URL_S3":"http://env-s3.test"}, ""),
 ("endpoints ignored", "[default]\nendpoint_url = http://all.test\nignore_configured_endpoint_urls = true\n", "[default]\n"+K.format(8), {"AWS_ENDPOINT_URL":"http://env.test"}, ""),
 ("variables before the default profile", "", "[default]\n"+K.format(9), {"AWS_ACCESS_KEY_ID":"AKENV","AWS_SECRET_ACCESS_KEY":"senv","AWS_SESSION_TOKEN":"tenv"}, ""),
 ("variables before AWS_PROFILE", "", "[p]\n"+K.format(9), {"AWS_PROFILE":"p","AWS_ACCESS_KEY_ID":"AKENV","AWS_SECRET_ACCESS_KEY":"senv"}, ""),
 ("the profile of the remote before variables", "", "[p]\n"+K.format(9), {"AWS_ACCESS_KEY_ID":"AKENV","AWS_SECRET_ACCESS_KEY":"senv"}, "p"),
 ("the older token in variables", "", "", {"AWS_ACCESS_KEY_ID":"AKENV","AWS_SECRET_ACCESS_KEY":"senv","AWS_SECURITY_TOKEN":"old","AWS_SESSION_TOKEN":"new"}, ""),
 ("half a login in variables", "", "[default]\n"+K.format(1), {"AWS_ACCESS_KEY_ID":"AKENV"}, ""),
 ("AWS_DEFAULT_PROFILE before AWS_PROFILE", "", "[a]\n"+K.format("a")+"[b]\n"+K.format("b"), {"AWS_PROFILE":"a","AWS_DEFAULT_PROFILE":"b"}, ""),
 ("no such profile", "", "[a]\n"+K.format("a"), {"AWS_PROFILE":"gone"}, ""),
 ("no such profile of the remote", "[profile b]\n", "[a]\n"+K.format("a"), {}, "gone"),
 ("half a login in a file", "", "[default]\naws_access_key_id = AKX\n", {}, ""),
 ("credential_process", "[profile p]\ncredential_process = sh -c 'printf \"%s\" \"{\\\"Version\\\": 1, \\\"AccessKeyId\\\": \\\"AKP\\\", \\\"SecretAccessKey\\\": \\\"$0\\\", \\\"SessionToken\\\": \\\"tp\\\"}\"' \"a b\"\n"+K.format("never"), "", {}, "p"),
 ("credentials before credential_process", "[profile p]\ncredential_process = false\n", "[p]\n"+K.format("c"), {}, "p"),
 ("credential_process that fails", "[profile p]\ncredential_process = sh -c 'echo gone wrong >&2; exit 3'\n", "", {}, "p"),
 ("the default profile by both names", "[default]\n"+K.format("d")+"[profile default]\n"+K.format("pd")+"region=x\n", "", {}, ""),
 ("older token in the configuration", "[default]\n"+K.format("d")+"aws_security_token = ts\n", "", {}, ""),
 ("indented sections and options", "  [default]\n  region = a\n    b\n[profile x]\n\tregion=y\n", "  [default]\n  "+K.format(1).replace("\n","\n  ").rstrip(" ")+"\n", {}, ""),
 ("line ends of windows and tabs", "[default]\r\nregion\t=\tus-east-2\r\ns3 =\r\n\taddressing_style = virtual\r\n", "[default]\r\n"+K.format("w").replace("\n","\r\n"), {}, ""),
 ("a byte order mark", "", "\ufeff[default]\n"+K.format("w"), {}, ""),
 ("a block with a line that is no option", "[default]\ns3 =\n  addressing_style\n", "", {}, ""),
 ("text behind a section", "[default] # main\nregion = r\n[profile a]]\nregion = r2\n", "", {}, ""),
 ("empty values", "[default]\nregion =\ns3 =\n\nendpoint_url=\n", "[default]\naws_access_key_id = AKe\naws_secret_access_key = se\naws_session_token =\n", {}, ""),
 ("region of the environment", "[default]\nregion = file\n", "[default]\n"+K.format(1), {"AWS_DEFAULT_REGION":"env-1"}, ""),
 ("roles that go round", "[profile a]\nrole_arn = arn:a\nsource_profile = b\n[profile b]\nrole_arn = arn:b\nsource_profile = a\n", "", {}, "a"),
 ("a role of itself without keys", "[profile a]\nrole_arn = arn:a\nsource_profile = a\n", "", {}, "a"),
 ("a role with two sources", "[profile a]\nrole_arn = arn:a\nsource_profile = b\ncredential_source = Environment\n[profile b]\n", "", {}, "a"),
 ("a role without a source", "[profile a]\nrole_arn = arn:a\n", "", {}, "a"),
 ("a role of an unknown source", "[profile a]\nrole_arn = arn:a\ncredential_source = environment\n", "", {}, "a"),
 ("a role of a missing profile", "[profile a]\nrole_arn = arn:a\nsource_profile = b\n", "", {}, "a"),
 ("a role of a profile without login", "[profile a]\nrole_arn = arn:a\nsource_profile = b\n[profile b]\nregion = x\n", "", {}, "a"),
 ("web identity without a role", "[profile a]\nweb_identity_token_file = /t\n", "", {}, "a"),
 ("sign-on without its region", "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_start_url = u\n", "", {}, "a"),
 ("sign-on of a missing session", "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\n", "", {}, "a"),
 ("sign-on that contradicts its session", "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\nsso_region = x\n[sso-session s]\nsso_region = y\nsso_start_url = u\n", "", {}, "a"),
 ("nothing at all", "", "", {}, ""),
]
out=[]
clean={k:v for k,v in os.environ.items() if not k.startswith("AWS_")}
for name, config, creds, env, profile in cases:
    d=tempfile.mkdtemp()
    os.makedirs(d+"/.aws")
    if config: open(d+"/.aws/config","w",newline="",encoding="utf-8").write(config)
    if creds: open(d+"/.aws/credentials","w",newline="",encoding="utf-8").write(creds)
    os.environ.clear(); os.environ.update(clean); os.environ.update(env)
    os.environ["HOME"]=d; os.environ["AWS_EC2_METADATA_DISABLED"]="true"
    case={"name":name,"config":config,"credentials":creds,"variables":env,"profile":profile}
    exp={}
    try:
        s=botocore.session.Session(profile=profile or None)
        exp["profiles"]=s.full_config["profiles"]
        sc=s.get_scoped_config()
        exp["region"]=s.get_config_variable("region") or ""
        exp["s3"]=sc.get("s3",{}) or {}
        try:
          for svc in ("s3","sts"):
            if s.get_config_variable("ignore_configured_endpoint_urls"): u=None
            else: u=ConfiguredEndpointProvider(s.full_config, sc, svc).provide()
            exp["endpoint_"+svc]=u or ""
        except Exception as e:
            exp["endpoint_s3"]=exp["endpoint_sts"]="error"
        try:
            c=s.get_credentials()
            if c is None: exp["login"]=[]
            else:
                f=c.get_frozen_credentials()
                exp["login"]=[f.access_key,f.secret_key,f.token or ""]; exp["method"]=c.method
        except Exception as e:
            exp["login_error"]=type(e).__name__
    except Exception as e:
        exp={"error":type(e).__name__}
    case["expected"]=exp
    out.append(case)
print(json.dumps({"botocore":botocore.__version__,"cases":out},indent=1,ensure_ascii=True))
