"""Where the programs are, and the surroundings they run in."""
import os
import subprocess

HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
USER, SECRET = "admin", "admin-secret"


class Programs:
    """The programs that are measured; `against` is the jar of another datasync, or nothing."""

    def __init__(self, peers, against=None):
        self.peers = peers
        self.jdk = output(f"{HERE}/scripts/find-jdk")
        self.jar = f"{HERE}/build/datasync.jar"
        self.image = f"{HERE}/build/image"
        folder = os.environ.get("DATASYNC_PEERS", f"{HERE}/.deps/peers")
        self.minio = f"{folder}/bin/minio"
        self.rclone = f"{folder}/bin/rclone"
        # pinned, and installed when it is missing
        self.dvc = output(f"{HERE}/scripts/make-dvc-env", f"{HERE}/.deps/dvc") if peers else "dvc"
        self.s5cmd = f"{os.path.dirname(self.dvc)}/s5cmd"
        self.tools = {"datasync": self.java("-jar", self.jar)}
        if against:
            self.tools["before"] = self.java("-jar", os.path.abspath(against))
        if peers:
            self.tools["dvc"] = [self.dvc]

    def java(self, *arguments):
        return [f"{self.jdk}/bin/java", *arguments]

    def install_servers(self):
        """The pinned servers, and the clients that are measured against them."""
        if "DATASYNC_PEERS" not in os.environ:
            subprocess.run(
                [f"{HERE}/scripts/install-peers", f"{HERE}/.deps/peers", "bench"], check=True)

    def make_image(self):
        """The folder of the image, which is made when it is missing or older than the jar."""
        made = f"{self.image}/bin/datasync"
        if not os.path.exists(made) or os.path.getmtime(made) < os.path.getmtime(self.jar):
            subprocess.run(
                ["make", "-s", "-C", HERE, "image"], stdout=subprocess.DEVNULL, check=True)
        return self.image

    def make_hello(self, folder):
        """A jar that prints one line: what starting Java costs."""
        os.makedirs(folder)
        with open(f"{folder}/Hello.java", "w") as out:
            out.write('class Hello { public static void main(String[] args) {'
                      ' System.out.println("hello"); } }\n')
        subprocess.run([f"{self.jdk}/bin/javac", "-d", folder, f"{folder}/Hello.java"], check=True)
        jar = f"{folder}/hello.jar"
        subprocess.run(
            [f"{self.jdk}/bin/jar", "--create", "--file", jar, "--main-class", "Hello", "-C",
             folder, "Hello.class"], check=True)
        return self.java("-jar", jar)


def surroundings(base):
    """The environment of every program: a home of its own, nobody is told or asked anything."""
    home = f"{base}/home"
    os.makedirs(f"{home}/.config/dvc")
    with open(f"{home}/.config/dvc/config", "w") as out:
        out.write("[core]\n    analytics = false\n    check_update = false\n")
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "DVC_NO_ANALYTICS": "1",
        "DVC_SITE_CACHE_DIR": f"{base}/site",
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "RCLONE_CONFIG": "/dev/null",
        "AWS_ACCESS_KEY_ID": USER,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def output(*command):
    return subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
