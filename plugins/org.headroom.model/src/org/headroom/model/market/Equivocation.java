package org.headroom.model.market;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/**
 * Two contents under one id, both signed by their author: whoever has both messages can show it to anybody.
 *
 * @param subject what both are the word on: {@code order/ID}, say
 */
public record Equivocation(Instant at, EthAddress author, String subject, Saying first, Saying second) {
    /** @param bytes the signed message as it came; empty where it came too long ago to be kept */
    public record Saying(Hash32 hash, String topic, Optional<byte[]> bytes) {}
}
