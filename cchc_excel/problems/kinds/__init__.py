"""The kinds of problem: every code with its level, what is wrong and what to do, in a module for each stage that
reports it. Together they are printed as docs/van-de.md."""

from cchc_excel.problems.kinds.blank_forms import *  # noqa: F403 - a name stands once, in its module
from cchc_excel.problems.kinds.catalogue import *  # noqa: F403
from cchc_excel.problems.kinds.cells import *  # noqa: F403
from cchc_excel.problems.kinds.departments import *  # noqa: F403
from cchc_excel.problems.kinds.forms import *  # noqa: F403
from cchc_excel.problems.kinds.imports import *  # noqa: F403
from cchc_excel.problems.kinds.merging import *  # noqa: F403
from cchc_excel.problems.kinds.opening import *  # noqa: F403
from cchc_excel.problems.kinds.running import *  # noqa: F403
from cchc_excel.problems.kinds.table import GROUPS as GROUPS
from cchc_excel.problems.kinds.table import KINDS as KINDS
from cchc_excel.problems.kinds.table import with_remedy as with_remedy
