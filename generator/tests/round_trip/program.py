"""The test program of a document: the emitted types of its component schemas, the runtime that they need, a table of forms."""

import json
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
# Constructors, forms and HTTP are not what is tested here, and cost as much to compile as the rest: the macros of these
# files are empty.
NOT_NEEDED = {"model/setters": ["builder"], "error/body": ["error_body"], "body/fields": ["form"]}
# Members of forms, which stand in one file with types that are JSON.
OF_FORMS = ("Upload", "Part")
HTTP_CRATES = ("http", "percent-encoding", "reqwest", "rustls", "rustls-platform-verifier")
PROFILE = """
[profile.dev]
opt-level = 0
debug = false
incremental = false
codegen-units = 16
strip = true
[profile.dev.package."*"]
opt-level = 1
[workspace]
"""


def write(truespec, document, folder, name):
    """Writes the program's crate; returns the forms: [{pointer, rust, role, without}]."""
    emitted = folder / "emitted"
    shutil.rmtree(folder / "src", ignore_errors=True)
    made = subprocess.run([truespec, "generate", document, "--out", emitted, "--name", name], capture_output=True, text=True)
    if made.returncode != 0:
        raise ValueError("does not generate: " + first_error(made.stderr))
    told = subprocess.run([truespec, "inspect", "--json", document], capture_output=True, text=True, check=True)
    components = re.compile(r"/components/schemas/[^/]+")
    forms = [form for form in json.loads(told.stdout)["types"] if components.fullmatch(form["pointer"]) and form["role"] != "form"]
    source = folder / "src"
    source.mkdir(parents=True)
    write_types(emitted / "src", source, forms)
    write_runtime(emitted / "src" / "runtime", source)
    write_main(emitted / "src", source, forms)
    (folder / "Cargo.toml").write_text(manifest(emitted / "Cargo.toml", name, source / "runtime"))
    shutil.rmtree(emitted)
    return forms


def first_error(text):
    return next((line for line in text.splitlines() if line.startswith("error")), text[-200:])


def write_types(emitted, source, forms):
    """The files that hold a component's type, and those that these lead to."""
    holds, declared = {}, {}
    # What stands behind a feature is not needed: values are read, not made.
    index = re.sub(r"^#\[cfg\(feature = .*\n.*;\n", "", (emitted / "types.rs").read_text(), flags=re.M)
    for module, names in re.findall(r"^pub use self::([\w#]+)::\{?([^;}]*)\}?;", index, re.M):
        declared[module] = names
        holds.update({one.strip(): module for one in names.split(",")})
    texts = {module: (emitted / "types" / f"{module.removeprefix('r#')}.rs").read_text() for module in declared}
    uses = {module: set(re.findall(r"\bsuper::((?:r#)?\w+)", text)) for module, text in texts.items()}
    queue = [form["rust"].removeprefix("types::") for form in forms]
    wanted = set()
    while queue:
        module = holds[queue.pop()]
        if module not in wanted:
            wanted.add(module)
            queue += [name for name in uses[module] if name in holds]
    index = [f"mod {module};\npub use self::{module}::{{{declared[module]}}};\n" for module in sorted(wanted)]
    (source / "types").mkdir()
    (source / "types.rs").write_text("".join(index))
    for module in wanted:
        (source / "types" / f"{module.removeprefix('r#')}.rs").write_text(texts[module])


def write_runtime(emitted, source):
    """The runtime's files that the types call, with those that these call."""
    texts = {f"{path.parent.name}/{path.stem}": path.read_text() for path in emitted.glob("*/*.rs")}
    rooms = {path.stem: path.read_text() for path in emitted.glob("*.rs") if path.stem != "mod"}
    # Types name what a room offers.
    offered = {}
    for room, text in rooms.items():
        for module, names in re.findall(r"^pub use self::(\w+)::\{?([^;}]*)\}?;", text, re.M):
            offered.update({(room, name.strip()): f"{room}/{module}" for name in names.split(",")})
    calls = "\n".join(path.read_text() for path in (source / "types").glob("*.rs"))
    named = re.findall(r"crate::runtime::(\w+)::\{?([^;}]*)\}?;", calls)
    queue = {offered[room, name.strip()] for room, names in named for name in names.split(",")}
    # What the crate's root offers, such as `crate::JsonObject`.
    roots = re.findall(r"^pub use self::runtime::(\w+)::\{?([^;}]*)\}?;", (emitted.parent / "lib.rs").read_text(), re.M)
    roots = {name.strip(): (room, name.strip()) for room, names in roots for name in names.split(",")}
    used = set(re.findall(r"crate::(\w+)", calls))
    queue |= {offered[roots[name]] for name in used if roots.get(name) in offered}
    queue |= {"json/codec"} | {name for name in texts if name.startswith("scalar/") or name in ("json/number", "json/tuple", "json/send")}
    kept = {}
    while queue:
        name = queue.pop()
        if name in kept or name in NOT_NEEDED or name not in texts:
            continue
        kept[name] = texts[name]
        room = name.split("/")[0]
        pairs = re.findall(r"(?:super::super|runtime)::(\w+)::(\w+)", texts[name])
        queue |= {f"{other}/{module}" for other, module in pairs}
        queue |= {f"{room}/{module}" for module in re.findall(r"super::(\w+)", texts[name])}
        queue &= set(texts)
    for name, macros in NOT_NEEDED.items():
        if name not in texts:
            continue
        empty = "#[macro_export]\nmacro_rules! __{0} {{ ($($any:tt)*) => {{}} }}\npub use crate::__{0} as {0};\n"
        kept[name] = "".join(empty.format(macro) for macro in macros)
    for name, text in kept.items():
        path = source / "runtime" / f"{name}.rs"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for room in {name.split("/")[0] for name in kept}:
        write_room(source / "runtime", room, rooms[room], kept)
    rooms = sorted({name.split("/")[0] for name in kept})
    (source / "runtime" / "mod.rs").write_text("".join(f"pub mod {room};\n" for room in rooms))


def write_room(runtime, room, text, kept):
    """A room's module, with what is kept of it."""
    lines = []
    for module in sorted(name.split("/")[1] for name in kept if name.startswith(f"{room}/")):
        lines.append(f"pub mod {module};")
        for names in re.findall(rf"^pub use self::{module}::\{{?([^;}}]*)\}}?;", text, re.M):
            macros = NOT_NEEDED.get(f"{room}/{module}")
            names = [name.strip() for name in names.split(",") if macros is None or name.strip() in macros]
            names = [name for name in names if name]
            lines += [f"pub use self::{module}::{name};" for name in names]
    (runtime / f"{room}.rs").write_text("\n".join(lines) + "\n")


def write_main(emitted, source, forms):
    kept = {f"{room.stem}::{name}" for room in (source / "runtime").glob("*.rs") for name in re.findall(r"::(\w+);", room.read_text())}
    exports = re.findall(r"^pub use self::runtime::(\w+)::\{?([^;}]*)\}?;", (emitted / "lib.rs").read_text(), re.M)
    pairs = [f"{room}::{name.strip()}" for room, names in exports for name in names.split(",")]
    lines = [f"pub use self::runtime::{pair};" for pair in pairs if pair in kept]
    types = "".join(path.read_text() for path in (source / "types").glob("*.rs"))
    lines += [f"pub type {name} = String;" for name in OF_FORMS if f"crate::{name}" in types]
    # What uses a type says that it may be null.
    types = [f"Option<{form['rust']}>" if form["nullable"] else form["rust"] for form in forms]
    table = "".join(f"    turn::<{ty}>,\n" for ty in types)
    text = (HERE / "program.rs").read_text()
    (source / "main.rs").write_text(text.replace("@REEXPORTS@", "\n".join(lines)).replace("@FORMS@", table))


def manifest(emitted, name, runtime):
    """What the emitted crate depends on, but for crates of HTTP that no file of the runtime here names."""
    texts = "".join(path.read_text() for path in runtime.glob("*/*.rs"))
    not_named = [name for name in HTTP_CRATES if f"{name.replace('-', '_')}::" not in texts]
    dependencies = emitted.read_text().split("[dependencies]\n")[1].split("\n[")[0].splitlines()
    kept = [line for line in dependencies if " = " in line and line.split(" ")[0] not in not_named]
    head = f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\npublish = false\n[lints.rust]\nunexpected_cfgs = "allow"\n'
    return head + "[dependencies]\n" + "\n".join(kept) + "\n" + PROFILE
