"""The command line: one command a file, each a thin call of a public function.

Command modules import what they call inside the command, so that ``communique --help`` is quick.
"""

from __future__ import annotations

import click

from communique.cli.analyse import analyse
from communique.cli.brief import brief
from communique.cli.build import build
from communique.cli.classify import classify
from communique.cli.clean import clean
from communique.cli.cluster import cluster
from communique.cli.code import code
from communique.cli.correct import correct
from communique.cli.demo import demo
from communique.cli.evaluate import evaluate
from communique.cli.explain import explain
from communique.cli.export import export
from communique.cli.group import Commands
from communique.cli.knowledge import knowledge
from communique.cli.listings import LISTINGS
from communique.cli.mcp import mcp
from communique.cli.ontology import ontology
from communique.cli.query import query
from communique.cli.search import search
from communique.cli.serve import serve
from communique.cli.show import show
from communique.cli.token import token
from communique.cli.upgrade import upgrade
from communique.cli.version import version_option
from communique.cli.watch import watch

__all__ = ["main"]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@version_option
def main() -> None:
    """From press reports to a sourced ledger of what states said and did.

    Begin with `communique demo`, or `communique build REPORTS --ledger my.db`.
    """


filters = (clean, code, classify, cluster)
asked = (*LISTINGS, search, show, explain, brief, correct, export, analyse, query)
own = (knowledge, ontology, evaluate, upgrade)
serving = (serve, token, mcp)
for command in (demo, build, watch, *asked, *filters, *own, *serving):
    main.add_command(command)
