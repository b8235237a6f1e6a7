# datasync: `make` builds build/datasync.jar, see README.md for the rest.
JAVA_HOME_25 := $(shell scripts/find-jdk)
JAVAC := $(JAVA_HOME_25)/bin/javac
MAIN := $(shell find src/main/java -name '*.java')
LINT := -Xlint:all -Werror -Xdoclint:all,-missing

build/main.ok: $(MAIN)
	rm -rf build/main && mkdir -p build/main
	$(JAVAC) --release 25 $(LINT) -d build/main $(MAIN)
	touch $@
