#!/usr/bin/env python3
"""Writes the raw layer's Java sources from the tables in this folder. See README.md beside it.

Run from anywhere, without arguments. Needs Python 3 and nothing else. The result is committed.
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
RAW = HERE.parent / "org.headroom.nvml/src/org/headroom/nvml/raw"
WIDTH = 120
MOST_LINES = 490


def rows(name):
    """The lines of a table as lists of columns, without comments and empty lines."""
    with open(HERE / name, encoding="utf-8") as table:
        for line in table:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


def fail(text):
    sys.exit("generate.py: " + text)


def write(path, lines):
    text = "\n".join(lines) + "\n"
    if len(lines) > MOST_LINES:
        fail(f"{path.name} has {len(lines)} lines: split its theme")
    for number, line in enumerate(lines, 1):
        if len(line) > WIDTH:
            fail(f"{path.name}:{number} is longer than {WIDTH} columns: {line}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def wrapped(text, indent, width=WIDTH):
    """Text as the lines of a comment."""
    lines, line = [], ""
    for word in text.split():
        if line and len(indent) + 3 + len(line) + 1 + len(word) > width:
            lines.append(f"{indent} * {line}")
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [f"{indent} * {line}"]


def javadoc(text, indent="", more=()):
    """A javadoc comment: one line where it fits."""
    if not more and len(indent) + len(text) + 7 <= WIDTH:
        return [f"{indent}/** {text} */"]
    lines = [f"{indent}/**"] + wrapped(text, indent)
    for paragraph in more:
        lines += [f"{indent} *"] + wrapped("<p>" + paragraph, indent)
    return lines + [f"{indent} */"]


# ---- Functions ------------------------------------------------------------------------------------------------------

HANDLES = r"nvml(Device|EventSet|Unit|GpuInstance|ComputeInstance|GpmSample)_t "


def letter(argument):
    if "*" in argument or re.match(HANDLES, argument):
        return "p"
    return "l" if argument.startswith("unsigned long long") else "i"


def arguments(text):
    """(letter, Java name, C declaration) of each argument."""
    if text == "void":
        return []
    found = []
    for declaration in text.split(","):
        declaration = re.sub(r"\s*\*\s*", " *", declaration.strip())
        found.append((letter(declaration), re.search(r"(\w+)$", declaration).group(1), declaration))
    return found


def function(name, prototype, meaning):
    args = arguments(prototype)
    letters = "".join(a[0] for a in args)
    shape = letters.upper() or "None"
    constant = (letters.upper() or "NONE") + "_SHAPE"
    java = [("int " if a[0] == "i" else "long ") + a[1] for a in args]
    c = f"C: {{@code {name}({', '.join(a[2] for a in args) or 'void'})}}"
    lines = ["", f"    private volatile Shapes.@Nullable {shape} {name};", ""]
    lines += javadoc(meaning, "    ", [c])
    head = f"    public final int {name}({', '.join(java)}) {{"
    if len(head) <= WIDTH:
        lines.append(head)
    else:
        lines.append(f"    public final int {name}(")
        one = "            " + ", ".join(java) + ") {"
        lines += [one] if len(one) <= WIDTH else [
            "            " + j + ("," if i < len(java) - 1 else ") {") for i, j in enumerate(java)]
    lines += [
        f"        Shapes.{shape} f = {name};",
        "        if (f == null) {",
        f'            f = library.bind(Shapes.{constant}, "{name}");',
        f"            {name} = f;",
        "        }",
        f"        return f.call({', '.join(a[1] for a in args)});",
        "    }",
    ]
    return lines


def functions():
    prototypes = {r[1]: r[2] for r in rows("nvml-abi.tsv") if r[0] == "function"}
    themes = {r[0]: r[1] for r in rows("themes.tsv")}
    members = {theme: [] for theme in themes}
    known = set()
    for name, theme, meaning in rows("functions.tsv"):
        if name not in prototypes:
            fail(f"functions.tsv names {name}, which the table does not have")
        if name in known:
            fail(f"functions.tsv names {name} twice")
        if theme not in members:
            fail(f"{name}: there is no theme {theme}")
        known.add(name)
        members[theme].append((name, meaning))
    lacking = sorted(set(prototypes) - known)
    if lacking:
        fail("functions.tsv lacks " + ", ".join(lacking))
    parent = "Calls"
    for theme, meaning in themes.items():
        lines = ["package org.headroom.nvml.raw;", "", "import org.jspecify.annotations.Nullable;", ""]
        lines += javadoc(meaning + " Made by {@code generate.py}; part of {@link Nvml}.")
        lines += [f"public abstract class {theme} extends {parent} {{"]
        lines += [f"    {theme}(Binder library) {{", "        super(library);", "    }"]
        for name, text in members[theme]:
            lines += function(name, prototypes[name], text)
        write(RAW / f"{theme}.java", lines + ["}"])
        parent = theme
    return parent


# ---- Structs --------------------------------------------------------------------------------------------------------


def class_name(struct):
    """nvmlMemory_v2_t becomes MemoryV2."""
    name = re.sub(r"^nvml|_t$", "", struct)
    return re.sub(r"_v(\d+)$", r"V\1", name)


def upper_snake(camel):
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", camel)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words).upper()


def structs():
    sizes = {r[1]: int(r[3]) for r in rows("nvml-abi.tsv") if r[0] == "struct"}
    versions = {r[1] + "_t": int(r[3]) for r in rows("nvml-abi.tsv") if r[0] == "version"}
    fields = {}
    for kind, struct, field, offset, size in (r for r in rows("nvml-abi.tsv") if r[0] == "field"):
        fields.setdefault(struct, []).append((field, int(offset), int(size)))
    for struct, size in sizes.items():
        lines = ["package org.headroom.nvml.raw.struct;", ""]
        lines += javadoc(f"{{@code {struct}}}.")
        lines += [f"public final class {class_name(struct)} {{"]
        lines += [f'    public static final String C_NAME = "{struct}";', f"    public static final int SIZE_BYTES = {size};"]
        if struct in versions:
            lines.append(f"    public static final int VERSION_WORD = 0x{versions[struct]:08x};")
        for field, offset, _ in fields[struct]:
            lines.append(f"    public static final int {upper_snake(field)} = {offset};")
        lines += ["", f"    private {class_name(struct)}() {{}}"]
        write(RAW / "struct" / f"{class_name(struct)}.java", lines + ["}"])
    return len(sizes)


# ---- Constants ------------------------------------------------------------------------------------------------------

# Class, meaning, and whether it takes a constant (by enum's name, empty for a define, and constant's name).
CONSTANTS = [
    ("GpmConstants", "Metrics of GPM: {@code nvmlGpmMetricId_t}.", lambda e, c: e == "nvmlGpmMetricId_t"),
    (
        "DeviceConstants",
        "Values of the enums about sensors, clocks, memory errors, power and the like.",
        lambda e, c: re.search("Therm|Cooler|Temper|Clock|Memory|Ecc|Pstates|Fan|Brand|Power|Perf|Page|Compute|Domain", e),
    ),
    ("EnumConstants", "Values of the other enums.", lambda e, c: e),
    ("FieldConstants", "Ids of {@code nvmlDeviceGetFieldValues}.", lambda e, c: re.match("NVML_FI_", c)),
    ("OtherConstants", "Sizes, flags, states and other values that the header defines one by one.", lambda e, c: True),
]


def constants():
    left = []
    for row in rows("nvml-abi.tsv"):
        if row[0] == "enum" and (row[1], row[2], int(row[3])) not in left:
            left.append((row[1], row[2], int(row[3])))
        elif row[0] == "const":
            left.append(("", row[1], int(row[3])))
    parent = None
    for name, meaning, takes in CONSTANTS:
        lines = ["package org.headroom.nvml.raw;", ""]
        lines += javadoc(meaning + " Made by {@code generate.py}; part of {@link Constants}.")
        lines.append(f"public abstract class {name}{' extends ' + parent if parent else ''} {{")
        lines.append(f"    {name}() {{}}")
        before = None
        for enum, constant, value in [x for x in left if takes(x[0], x[1])]:
            if enum != before or before is None:
                lines += [""] + ([f"    // {enum}"] if enum else [])
            before = enum
            java = str(value) if -(1 << 31) <= value < 1 << 31 else f"0x{value:08x}"
            lines.append(f"    public static final int {constant} = {java};")
        left = [x for x in left if not takes(x[0], x[1])]
        write(RAW / f"{name}.java", lines + ["}"])
        parent = name
    return parent


if __name__ == "__main__":
    print(f"constants: the last class of the chain is {constants()}")
    last = functions()
    print(f"functions: the last class of the chain is {last}")
    print(f"structs: {structs()}")
