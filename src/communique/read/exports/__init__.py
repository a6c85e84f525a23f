"""Downloads of news databases: one file with many articles, split and with their heads read."""

from communique.read.exports.article import Article, Download
from communique.read.exports.split import download_in, reports_in

__all__ = ["Article", "Download", "download_in", "reports_in"]
