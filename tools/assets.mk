# What the binary carries: styles, scripts and fonts built by node from assets/, and catalogue/.
ASSET_SOURCES := $(filter-out assets/node_modules,$(wildcard assets/* assets/*/*.scss assets/*/*.js assets/*/*.svg))
NODE_READY    := assets/node_modules/.package-lock.json

assets: $(O)/assets.stamp
$(NODE_READY): assets/package.json assets/package-lock.json
	cd assets && npm ci --no-audit --no-fund --loglevel=error
	@touch $@
$(O)/assets.stamp: $(ASSET_SOURCES) $(NODE_READY)
	@mkdir -p $(O)
	node assets/build.mjs $(O)/assets
	@touch $@
# The assembler's file holds a hash of everything, so it differs when anything does.
$(O)/gen/assets.S: $(O)/gen/assets.S.stamp ;
$(O)/gen/assets.S.stamp: tools/embed.sh tools/outlines.mjs $(O)/assets.stamp $(wildcard catalogue catalogue/* catalogue/*/*)
	node tools/outlines.mjs catalogue/units_2025-07.tsv catalogue/outlines_*.geojson
	tools/embed.sh $(O)/assets $(O)/gen/assets.S
	@touch $@
