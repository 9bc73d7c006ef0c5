# The front door: a thin face of meson. Everything that is needed is installed first, by tools/setup.
PORT ?= 8080
DB ?= sqlite:var/demo.db
BUILD ?= build
TONGBAN = $(BUILD)/tongban --db $(DB)

.PHONY: all run test bench ready clean

all: ready
	@ninja -C $(BUILD) --quiet

# Packages, npm assets and the build folder; costs next to nothing when all is there.
ready:
	@tools/setup build
	@test -f $(BUILD)/build.ninja || said=$$(meson setup $(BUILD) --buildtype=release -Ddebug=true) || { echo "$$said"; exit 1; }

run: all
	@mkdir -p var
	@$(TONGBAN) setting place >/dev/null 2>&1 || { echo "Setting up the demonstration in $(DB) …"; $(TONGBAN) init --demo; }
	@$(TONGBAN) accounts
	@exec $(TONGBAN) serve --listen 127.0.0.1:$(PORT)

test:
	@tools/setup test
	@tools/test

bench: all
	@tools/setup bench
	@node bench/run.mjs $(BUILD)

clean:
	rm -rf build build-asan
