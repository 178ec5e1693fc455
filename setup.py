"""The packages of the wheel; everything else about the project stands in pyproject.toml.

pyproject.toml can either find packages or list them. The templates an officer edits stand beside input/ and output/,
the guide in docs/: packages of their own in the wheel, which nothing finds; listing them would mean listing every
folder.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["cchc_excel", "cchc_excel.*"]), "cchc_excel.templates", "cchc_excel.docs"],
    package_dir={"cchc_excel.templates": "templates", "cchc_excel.docs": "docs"},
)
