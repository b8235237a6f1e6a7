# datasync: `make` builds build/datasync.jar, see README.md for the rest.
JDK := $(shell scripts/find-jdk)
ifeq ($(JDK),)
$(error no JDK 25)
endif
JAVA := $(JDK)/bin/java
JAVAC := $(JDK)/bin/javac
MAIN := $(shell find src/main/java -name '*.java')
TEST := $(shell find src/test/java -name '*.java')
TOPICS := $(wildcard src/main/java/datasync/cli/topics/*.txt)
LINT := -Xlint:all -Werror -Xdoclint:all,-missing
JARS = $(shell find .deps -name '*.jar' | tr '\n' ':')
ONLY ?=

all: build/datasync.jar

# String concatenation is compiled inline: its bootstrap costs more than a short command. The
# launcher comes last because it has to run on Java 8.
build/main.ok: $(MAIN) $(TOPICS)
	rm -rf build/main && mkdir -p build/main/datasync/cli/topics
	@$(JAVAC) --release 25 $(LINT) -XDstringConcat=inline -d build/main $(MAIN)
	@$(JAVAC) --release 8 -Xlint:-options -cp build/main -d build/main src/main/java/datasync/Launcher.java
	@cp $(TOPICS) build/main/datasync/cli/topics/
	@touch $@

# Sorted entries with a fixed date, not compressed: the same bytes each time, and quick to start.
build/datasync.jar: build/main.ok scripts/manifest
	@scripts/make-jar $(JDK) build/main $@

.deps/ok: scripts/fetch-test-jars
	scripts/fetch-test-jars .deps
	@touch $@

build/test.ok: build/main.ok .deps/ok $(TEST)
	rm -rf build/test && mkdir -p build/test
	$(JAVAC) --release 25 -Xlint:all,-module -Werror -cp build/main:$(JARS) -d build/test $(TEST)
	@touch $@

JUNIT = $(JAVA) $(1) -jar .deps/junit-platform-console-standalone-1.14.4.jar execute \
  --disable-banner --disable-ansi-colors --fail-if-no-tests --details=summary \
  --class-path build/test:build/main:src/test/java:$(JARS) --scan-class-path build/test \
  $(if $(ONLY),--include-package $(ONLY))

# make test; make test ONLY=datasync.text runs the tests of one package and those below it.
test: build/test.ok
	$(call JUNIT) --exclude-tag interop --exclude-tag slow --exclude-tag check

# The rules for the code: packages, modules, sizes, comments, repeated code, the same jar twice.
check: build/test.ok build/datasync.jar
	$(call JUNIT,-Ddatasync.jdk=$(JDK)) --include-tag check

# Against real dvc: the one that DATASYNC_DVC names, or a pinned one that is installed first.
interop: build/test.ok build/datasync.jar
	DATASYNC_DVC=$$(scripts/make-dvc-env .deps/dvc) && export DATASYNC_DVC && \
	  $(call JUNIT) --include-tag interop

# The fast tests and those of faults, crashes and sizes.
test-all: build/test.ok build/datasync.jar
	$(call JUNIT) --exclude-tag interop --exclude-tag check

# A folder with datasync and its own Java: build/image/bin/datasync.
image: build/datasync.jar
	scripts/make-image $(JDK) build/datasync.jar build/image

PREFIX ?= /usr/local
install: build/datasync.jar
	scripts/install build/datasync.jar $(PREFIX)

# The main job in one command; make demo DATA=/some/folder does it with your own data.
demo: build/datasync.jar
	@JAVA=$(JAVA) scripts/demo build/datasync.jar $(DATA)

bench: build/datasync.jar
	scripts/bench build/datasync.jar

clean:
	rm -rf build

.PHONY: all test check interop test-all image install demo bench clean
