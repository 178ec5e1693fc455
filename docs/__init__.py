"""The guide and the pages it leads to, as a package: `cchc init` makes one page of them for the working folder."""
