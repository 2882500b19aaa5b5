package org.headroom.model.market;

import org.headroom.model.signing.Signature;

/** A message and its author's signature. Where it comes from the link, the signature has been verified. */
public record Signed<M extends MarketMessage>(M message, Signature signature) {}
