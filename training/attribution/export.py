"""Trained weights -> the ONNX file that ships, with 8-bit weights."""

from __future__ import annotations

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.attribution.network import Tagger

__all__ = ["export"]


class _Answers(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """One window -> probabilities of labels [n, labels] and of links [n, n]."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        labels, links = self.tagger(ids, features, torch.ones_like(ids))
        return labels[0].softmax(-1), links[0].softmax(-1)


def export(tagger: Tagger, plain: Path, shipped: Path) -> None:
    """Write the 32-bit model to `plain` and the 8-bit one to `shipped`."""
    ids, features = torch.randint(1000, 20000, (1, 37)), torch.randint(0, 6, (1, 37))
    torch.onnx.export(
        _Answers(tagger).eval(), (ids, features), str(plain),
        input_names=["ids", "features"], output_names=["labels", "links"],
        dynamic_axes={"ids": {1: "n"}, "features": {1: "n"}, "labels": {0: "n"}, "links": {0: "n", 1: "n"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(
        plain, shipped, weight_type=QuantType.QInt8, per_channel=True, reduce_range=REDUCE_RANGE,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )  # fmt: skip


# 7 bits a weight: processors without VNNI add products of 8 bits in 16 and would overflow into another answer
REDUCE_RANGE = True
