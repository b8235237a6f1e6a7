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
BUILD ?= build

all: $(BUILD)/datasync.jar

# String concatenation is compiled inline: its bootstrap costs more than a short command. The
# launcher comes last because it has to run on Java 8.
$(BUILD)/main.ok: $(MAIN) $(TOPICS)
	rm -rf $(BUILD)/main && mkdir -p $(BUILD)/main/datasync/cli/topics
	@$(JAVAC) --release 25 $(LINT) -XDstringConcat=inline -d $(BUILD)/main $(MAIN)
	@$(JAVAC) --release 8 -Xlint:-options -cp $(BUILD)/main -d $(BUILD)/main src/main/java/datasync/Launcher.java
	@cp $(TOPICS) $(BUILD)/main/datasync/cli/topics/
	@touch $@

# The classes in one entry, a fixed date, not compressed: the same bytes each time, and quick to
# start.
$(BUILD)/datasync.jar: $(BUILD)/main.ok scripts/manifest scripts/make-jar scripts/Pack.java
	@scripts/make-jar $(JDK) $(BUILD)/main $@

.deps/ok: scripts/fetch-test-jars scripts/fetch-jars
	scripts/fetch-test-jars .deps
	@touch $@

$(BUILD)/test.ok: $(BUILD)/main.ok .deps/ok $(TEST)
	rm -rf $(BUILD)/test && mkdir -p $(BUILD)/test
	@$(JAVAC) --release 25 -Xlint:all,-module -Werror -cp $(BUILD)/main:$(JARS) -d $(BUILD)/test $(TEST)
	@touch $@

JUNIT = $(JAVA) $(1) -jar .deps/junit-platform-console-standalone-1.14.4.jar execute \
  --disable-banner --disable-ansi-colors --fail-if-no-tests --details=summary \
  --class-path $(BUILD)/test:$(BUILD)/main:src/test/java:$(JARS) --scan-class-path $(BUILD)/test \
  $(if $(ONLY),--include-package $(ONLY))

# make test; make test ONLY=datasync.text runs the tests of one package and those below it.
test: $(BUILD)/test.ok $(BUILD)/datasync.jar
	@$(call JUNIT) --exclude-tag interop --exclude-tag slow --exclude-tag check --exclude-tag faults \
	  --exclude-tag remotes

# The rules for the code: packages, modules, sizes, comments, repeated code, the same jar twice.
check: $(BUILD)/test.ok $(BUILD)/datasync.jar
	@$(call JUNIT,-Ddatasync.jdk=$(JDK)) --include-tag check

# Against real dvc: the one that DATASYNC_DVC names, or a pinned one that is installed first.
interop: $(BUILD)/test.ok $(BUILD)/datasync.jar
	@DATASYNC_DVC=$$(scripts/make-dvc-env .deps/dvc) && export DATASYNC_DVC && \
	  $(call JUNIT) --include-tag interop

# Every kind of remote on its real server, which is installed first, and with real dvc.
remotes: $(BUILD)/test.ok $(BUILD)/datasync.jar
	@scripts/install-peers .deps/peers
	@DATASYNC_DVC=$$(scripts/make-dvc-env .deps/dvc) && DATASYNC_PEERS=$(CURDIR)/.deps/peers && \
	  export DATASYNC_DVC DATASYNC_PEERS && $(call JUNIT) --include-tag remotes

# The fast part of the tests of faults, crashes, hostile input and sizes.
faults: $(BUILD)/test.ok $(BUILD)/datasync.jar
	@$(call JUNIT,-Ddatasync.effort=small) --include-tag faults

# The fast tests, and those of faults, crashes, hostile input and sizes in full.
test-all: $(BUILD)/test.ok $(BUILD)/datasync.jar
	@$(call JUNIT,-Ddatasync.effort=full) --exclude-tag interop --exclude-tag check \
	  --exclude-tag remotes

# A folder with datasync and its own Java: build/image/bin/datasync.
image: $(BUILD)/main.ok
	scripts/make-image $(JDK) $(BUILD)/main $(BUILD)/image

PREFIX ?= /usr/local
install: $(BUILD)/datasync.jar
	scripts/install $(BUILD)/datasync.jar $(PREFIX)

# The main job in one command; make demo DATA=/some/folder does it with your own data.
demo: $(BUILD)/datasync.jar
	@JAVA="$(JAVA)" scripts/demo $(BUILD)/datasync.jar "$$DATA"

# Side by side with system tools and peers, which are installed first; the figures go to README.
# ROW=add-many,unchanged measures some rows, BENCH="--files 20000 --repeat 3 --no-peers" with less
# data; scripts/bench --help tells more.
ROW ?=
BENCH ?=
bench: $(BUILD)/datasync.jar
	scripts/bench $(BENCH) $(ROW)

clean:
	rm -rf $(BUILD)

.PHONY: all test check interop remotes faults test-all image install demo bench clean
