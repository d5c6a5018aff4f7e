# The targets say what they do: make help. Each sets up what it needs, once, under .venv/ and build/.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
JOBS    ?= 1
# Sphinx's warnings fail the build, after all of them have been shown.
OPTIONS := -n -W --keep-going -q -j $(JOBS) -c .

# All dates inside outputs: the commit's, or the newest source's where there is no git. Asked once.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell test -d .git && git log -1 --format=%ct 2>/dev/null || $(PYTHON) -c \
	"import pathlib; print(int(max(p.stat().st_mtime for d in ('source', 'data') for p in pathlib.Path(d).rglob('*'))))")
endif
export SOURCE_DATE_EPOCH
# Our modules are compiled once, not at each start, which takes half a second.
unexport PYTHONDONTWRITEBYTECODE
# TeX keeps its caches here, not in a home directory.
export TEXMFVAR       := $(CURDIR)/build/texmf-var
export XDG_CACHE_HOME := $(CURDIR)/build/cache

# sphinx-needs draws a needflow with graphviz.
DIAGRAMS := $(shell grep -rqs '{needflow}' source && echo diagrams)

.DEFAULT_GOAL := help
.PHONY: help papers html internal pdf docx latexpdf serve check fix reproduce test fuzz lint bench lock clean diagrams rules reference starter docs messages gettext translate

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' $(MAKEFILE_LIST) | awk -F@ '{printf "%-16s %s\n", $$1, $$2}'

# Said where a build found errors: nothing takes the place of what was there.
stands = || { echo "$(1)/ is as it was: mend what is told above, and run it again." >&2; exit 1; }

# Word files need pandoc, which is large: they are on the site on request, by WORD=yes.
WITH_WORD := $(if $(WORD),-D plenary_docx_folder=docx)

papers: pdf $(if $(WORD),docx) $(DIAGRAMS) ## everything: the site with the papers' PDFs, in build/site/; WORD=yes: Word files too
	@$(BIN)/sphinx-build -b html $(OPTIONS) -d build/doctrees/site -D plenary_pdf_folder=pdf \
		-D plenary_pdf_checks=build/pdf/accessibility.json $(WITH_WORD) source build/pages $(call stands,build/site)
	@$(MAKE) --no-print-directory $(TONGUES:%=tongue-%)
	@rm -rf build/site.new && cp -pR build/pages build/site.new
	@rm -f build/site.new/schema_violations.json  # holds a speed, which differs from build to build
	@for tongue in $(TONGUES); do cp -pR build/tongues/$$tongue/pages build/site.new/$$tongue && \
		rm -f build/site.new/$$tongue/schema_violations.json build/site.new/$$tongue/.plenary-* && \
		mkdir -p build/site.new/$$tongue/pdf && cp -p build/tongues/$$tongue/typst/*.pdf build/site.new/$$tongue/pdf/ || exit 1; done
	@mkdir -p build/site.new/pdf && cp -p build/pdf/* build/site.new/pdf/
	@$(if $(WORD),mkdir -p build/site.new/docx && cp -p build/docx/* build/site.new/docx/,true)
	@$(BIN)/plenary manifest build/site.new && rm -f build/site.new/.plenary-*
	@$(BIN)/plenary publish build/site.new build/site  # at one stroke: what is published is always a whole site
	@echo "The site is build/site/index.html, the PDFs are in build/site/pdf/."

# The languages in which there are catalogues; each is an edition of its own, of the pages that are translated.
TONGUES := $(notdir $(wildcard source/locales/*))
IN_TONGUE = $(OPTIONS) -D language=$* -D plenary_untranslated="leave out" -D plenary_dossiers=0 -d build/doctrees/$*

tongue-%: $(VENV)/papers
	@$(BIN)/sphinx-build -b typst $(IN_TONGUE) source build/tongues/$*/typst
	@$(BIN)/sphinx-build -b html $(IN_TONGUE) -D plenary_pdf_folder=pdf \
		-D plenary_pdf_checks=build/tongues/$*/typst/accessibility.json source build/tongues/$*/pages

html: $(VENV)/papers $(DIAGRAMS) ## the site without PDFs, in build/html/
	@$(BIN)/sphinx-build -b html $(OPTIONS) -d build/doctrees/html source build/html
	@echo "The pages are in build/html/; open build/html/index.html."

internal: $(VENV)/papers $(DIAGRAMS) ## the site with what is for the delegation alone, in build/internal/
	@$(BIN)/sphinx-build -b typst $(OPTIONS) -D plenary_audience=internal -d build/doctrees/internal source build/internal-pdf
	@$(BIN)/sphinx-build -b html $(OPTIONS) -D plenary_audience=internal -D plenary_pdf_folder=pdf \
		-d build/doctrees/internal source build/internal
	@rm -rf build/internal/pdf && mkdir -p build/internal/pdf && cp -p build/internal-pdf/*.pdf build/internal/pdf/
	@echo "The site is build/internal/index.html. It is not for the public."

pdf: $(VENV)/papers ## one accessible PDF per paper by Typst, in build/pdf/; needs nothing but Python
	@$(BIN)/sphinx-build -b typst $(OPTIONS) -d build/doctrees/typst source build/typst $(call stands,build/pdf)
	@rm -rf build/pdf && mkdir -p build/pdf && cp -p build/typst/*.pdf build/typst/accessibility.json build/pdf/
	@echo "The PDFs are in build/pdf/."

docs: $(VENV)/papers ## the documentation as a site, in build/docs/
	@$(BIN)/sphinx-build -b html -n -W --keep-going -q -j $(JOBS) -c docs -d build/doctrees/docs docs build/docs
	@rm -f build/docs/schema_violations.json
	@echo "The documentation is build/docs/index.html."

docx: $(VENV)/desk ## each paper as a Word file, in build/docx/
	@$(BIN)/sphinx-build -b word $(OPTIONS) -d build/doctrees/word source build/word $(call stands,build/docx)
	@rm -rf build/docx && mkdir -p build/docx && cp -p build/word/*.docx build/docx/
	@echo "The Word files are in build/docx/."

latexpdf: $(VENV)/papers ## the same papers by XeLaTeX, in build/latexpdf/
	@.ci/need xelatex latexmk
	@$(BIN)/sphinx-build -b latex $(OPTIONS) -d build/doctrees/latex source build/latex
	@mkdir -p build/latexpdf build/texmf-var build/cache
	@$(BIN)/plenary typeset build/latex build/latexpdf

diagrams:
	@.ci/need dot

reproduce: $(VENV)/papers ## build everything twice under other circumstances, and compare every byte
	@$(BIN)/plenary reproduce --command "make papers" --with-clock "make latexpdf" --compare build/site --compare build/latexpdf

gettext: $(VENV)/papers ## what there is to translate: a .pot for each page, in build/gettext/
	@$(BIN)/sphinx-build -b gettext -q -c . -d build/doctrees/gettext source build/gettext
	@echo "The catalogues to translate from are in build/gettext/."

translate: gettext $(VENV)/desk ## renew the catalogues of a language: make translate TO=fr; begin one: ... PAGE=papers/NAME
	@test -n "$(TO)" || { echo "Name a language: make translate TO=fr" >&2; exit 1; }
	@rm -rf build/gettext-wanted && mkdir -p source/locales/$(TO)/LC_MESSAGES && cd build/gettext && \
		for page in $(PAGE) $$(cd ../../source/locales/$(TO)/LC_MESSAGES && find * -name '*.po' | sed 's/\.po$$//'); do \
		mkdir -p ../gettext-wanted/$$(dirname $$page) && cp $$page.pot ../gettext-wanted/$$page.pot || exit 1; done
	@$(BIN)/sphinx-intl update -p build/gettext-wanted -d source/locales -l $(TO) -w 110 -j 1
	@$(BIN)/plenary translations $(TO)

serve: $(VENV)/desk $(DIAGRAMS) ## the pages while you write, built again when you save; PORT=8000, OPEN=1, AUDIENCE=internal
	@$(BIN)/plenary serve $(if $(PORT),--port $(PORT)) $(if $(OPEN),--open) $(if $(AUDIENCE),--audience $(AUDIENCE))

check: $(VENV)/papers ## check the papers against each other and the register, without writing pages
	@$(BIN)/plenary check --strict --jobs $(JOBS)

fix: $(VENV)/papers ## mend in the papers what is safe to mend unseen; see first: .venv/bin/plenary fix --diff
	@$(BIN)/plenary fix

test: $(VENV)/dev lint ## run the tests, installing from Debian what they need beyond Python where that may be done
	@.ci/need xelatex latexmk pdftotext pdftoppm chromium dot soffice || echo "Tests that need these programs are skipped, and counted."
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST)

fuzz: $(VENV)/dev ## spoil files at random and read them; how many of each: make fuzz FUZZ=10000
	@FUZZ=$(or $(FUZZ),2000) $(BIN)/pytest -q tests/test_fuzz.py

lint: $(VENV)/dev ## format, style and types of the code
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && $(BIN)/mypy --no-error-summary
	@MYPYPATH=docs/_reference:docs/_ext $(BIN)/mypy --explicit-package-bases --no-error-summary docs/_reference docs/_ext

bench: $(VENV)/dev ## score and time the checker; time builds against plain Sphinx, sphinx-needs and TeX
	@$(BIN)/python tests/bench/citations.py
	@$(BIN)/python tests/bench/checker.py
	@PYTHONPATH=tests $(BIN)/python tests/bench/matrix.py
	@$(BIN)/python tests/bench/bench.py $(BENCH)
	@$(BIN)/python tests/bench/pdf.py
	@PYTHONPATH=tests $(BIN)/python tests/bench/preview.py

rules: $(VENV)/papers ## write the part of docs/rules.md anew that comes from the rules
	@{ sed '/^<!-- From here on/q' docs/rules.md && echo && $(BIN)/plenary rules --format markdown; } > docs/rules.md.part
	@mv docs/rules.md.part docs/rules.md

messages: $(VENV)/dev ## find our own words anew, and bring the catalogue of each language to them
	@$(BIN)/python tests/messages.py

reference: rules ## write the reference in docs/ anew from the code
	@$(BIN)/python docs/_reference

starter: $(VENV)/papers ## write the register that `plenary start` copies anew out of data/
	@$(BIN)/python .ci/starter ext/sphinx_plenary/starter

lock: ## write the locks anew from pyproject.toml (needs pip-tools)
	pip-compile $(LOCK) --extra checkout -o requirements.lock pyproject.toml
	pip-compile $(LOCK) --extra checkout --extra desk -o requirements-desk.lock pyproject.toml
	pip-compile $(LOCK) --extra desk --extra dev -o requirements-dev.lock pyproject.toml
# soupsieve 3 asks for Python 3.11.5; Debian 12 has 3.11.2
LOCK := --upgrade-package 'soupsieve<3' --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe \
	--strip-extras --no-header --no-annotate --quiet

clean: ## remove what was built; .venv stays
	rm -rf build

$(BIN)/python:
	@.ci/need $(PYTHON)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or later; name one: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/papers: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages into $(VENV) (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/desk: requirements-desk.lock $(VENV)/papers
	@echo "Installing what Word files, the live preview and translations need into $(VENV) (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-desk.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/papers
	@echo "Installing the locked packages for tests into $(VENV) (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
