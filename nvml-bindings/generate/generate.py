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
    """nvmlMemory_v2_t becomes MemoryV2; nvmlGpmMetric_t.metricInfo becomes GpmMetricMetricInfo."""
    struct, _, field = struct.partition(".")
    name = re.sub(r"^nvml|_t$", "", struct)
    return re.sub(r"_v(\d+)$", r"V\1", name) + field[:1].upper() + field[1:]


def upper_snake(camel):
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", camel)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words).upper()


NUMBERS = {1: "byte", 2: "short", 4: "int", 8: "long"}


class Field:
    """A field of a struct: its name, where it is, how large it is, and of which kind (see fields.tsv)."""

    def __init__(self, name, offset, size, kind, sizes):
        self.name, self.offset, self.size = name, offset, size
        self.constant = upper_snake(name)
        self.kind = kind or NUMBERS.get(size) or fail(f"{name} of {size} bytes has no kind in fields.tsv")
        element = self.kind.removesuffix("[]")
        self.struct = class_name(element) if element.startswith("nvml") else None
        self.length = None
        one = sizes[element] if self.struct else 4
        if self.kind.endswith("[]"):
            self.length = size // one
            if self.length * one != size:
                fail(f"{name}: {size} bytes are not a whole number of {element}")
        elif self.struct and one != size:
            fail(f"{name}: {size} bytes, but {element} has {one}")

    def constants(self):
        lines = [f"    public static final int {self.constant} = {self.offset};"]
        if self.length is not None:
            lines.append(f"    public static final int {self.constant}_LENGTH = {self.length};")
        return lines

    def method(self, meaning, head, body):
        return ["", f"    /** {{@code {self.name}}}{meaning}. */", f"    public {head} {{"] + [
            "        " + line for line in body] + ["    }"]

    def accessors(self, owner):
        at, name = self.constant, self.name
        if self.struct and self.length is None:
            view = f"return new {self.struct}(store, offset({at}));"
            return self.method("", f"{self.struct} {name}()", [view])
        if self.struct:
            where = f"element({at}, i, {at}_LENGTH, size)"
            body = [f"int size = {self.struct}.SIZE_BYTES;", f"int at = {where};", f"return new {self.struct}(store, at);"]
            return self.method(f", one of {self.length}", f"{self.struct} {name}(int i)", body)
        if self.kind == "int[]":
            where = f"element({at}, i, {at}_LENGTH, 4)"
            return self.method(f", one of {self.length}", f"int {name}(int i)", [f"return store.getInt({where});"]) + (
                self.method(
                    f", one of {self.length}",
                    f"{owner} {name}(int i, int value)",
                    [f"store.putInt({where}, value);", "return this;"],
                ))
        if self.kind in ("text", "bytes"):
            java, meaning = {"text": ("String", "text of"), "bytes": ("byte[]", "")}[self.kind]
            meaning = f": {meaning} {self.size} bytes".replace("  ", " ")
            get, put = {"text": ("getText", "putText"), "bytes": ("getBytes", "putBytes")}[self.kind]
            return self.method(meaning, f"{java} {name}()", [f"return {get}({at}, {self.size});"]) + self.method(
                meaning, f"{owner} {name}({java} value)", [f"{put}({at}, {self.size}, value);", "return this;"])
        call = self.kind[0].upper() + self.kind[1:] if self.kind != "byte" else ""
        return self.method("", f"{self.kind} {name}()", [f"return store.get{call}(offset({at}));"]) + self.method(
            "", f"{owner} {name}({self.kind} value)", [f"store.put{call}(offset({at}), value);", "return this;"])


def struct_source(struct, size, fields, word):
    owner = class_name(struct)
    lines = ["package org.headroom.nvml.raw.struct;", "", "import java.util.List;"]
    lines += ["import org.headroom.nvml.raw.NativeMemory;", ""]
    lines += javadoc(f"{{@code {struct}}}. Made by {{@code generate.py}}.")
    lines += [f"public final class {owner} extends Struct {{"]
    lines += [f'    public static final String C_NAME = "{struct}";', f"    public static final int SIZE_BYTES = {size};"]
    if word:
        lines.append(f"    public static final int VERSION_WORD = 0x{word:08x};")
    for field in fields:
        lines += field.constants()
    filled = word and fields[0].name == "version"
    lines += ["", "    /** In memory of its own, zeroed" + (" but for the version word. */" if filled else ". */")]
    lines += [f"    public {owner}() {{", "        this(new NativeMemory(SIZE_BYTES), 0);", "        reset();", "    }", ""]
    lines += ["    /** A view of memory from an offset on; writes nothing. */"]
    lines += [f"    public {owner}(NativeMemory memory, int offset) {{"]
    lines += [f"        super(memory, offset, SIZE_BYTES, {'VERSION_WORD' if filled else '0'});", "    }", ""]
    lines += ["    /** So many side by side, each as if made anew. */"]
    lines += [f"    public static List<{owner}> array(int length) {{"]
    lines += [f"        return array(length, SIZE_BYTES, {owner}::new);", "    }"]
    for field in fields:
        lines += field.accessors(owner)
    return lines + ["}"]


def structs():
    sizes, versions, found = {}, {}, {}
    kinds = {(r[0], r[1]): r[2:] for r in rows("fields.tsv")}
    for row in rows("nvml-abi.tsv"):
        if row[0] == "struct":
            sizes[row[1]] = int(row[3])
        elif row[0] == "version":
            versions[row[1] + "_t"] = int(row[3])
        elif row[0] == "field":
            found.setdefault(row[1], []).append((row[2], int(row[3]), int(row[4])))
    for struct, field, offset, size in rows("unnamed.tsv"):
        found.setdefault(struct, []).append((field, int(offset), int(size)))
        sizes[struct] = int(offset) + int(size)
    for (struct, field), kind in kinds.items():
        if kind[0].startswith("+"):
            found[struct].append((field, int(kind[1]), int(kind[2])))
        elif field not in [f[0] for f in found[struct]]:
            fail(f"fields.tsv names {struct}.{field}, which the table does not have")
    # Two structs are versioned by a number and not by their size; two have the macro's word without its being in the table.
    versions |= {"nvmlGpmMetricsGet_t": 1, "nvmlGpmSupport_t": 1}
    for struct, fields in found.items():
        number = re.search(r"_v(\d+)_t$", struct)
        if number and fields[0][0] == "version" and struct not in versions:
            versions[struct] = sizes[struct] | int(number.group(1)) << 24
    for old in (RAW / "struct").glob("*.java"):
        if "Made by {@code generate.py}" in old.read_text(encoding="utf-8"):
            old.unlink()
    for struct, size in sizes.items():
        fields = []
        for name, offset, bytes_ in found[struct]:
            kind = kinds.get((struct, name), [None])[0]
            fields.append(Field(name, offset, bytes_, kind and kind.removeprefix("+"), sizes))
        path = RAW / "struct" / f"{class_name(struct)}.java"
        write(path, struct_source(struct, size, fields, versions.get(struct)))
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
