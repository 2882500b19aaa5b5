package org.headroom.model.market;

import java.time.Instant;
import java.util.List;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/**
 * A message whose signature is in order, as a memory needs to know it.
 *
 * @param subjects what it is the word on: {@code order/ID}, say. Its author may say one thing of each; a receipt is the
 *     word on its number and on its lease
 * @param hash the EIP-712 hash: another for each validity
 * @param content a digest of all but the validity: the same for a renewal
 * @param keepUntil from when on nobody takes the message for valid
 * @param topic where it stood
 * @param bytes as they came, which prove to others what was signed
 */
public record Sighting(
        EthAddress author,
        List<String> subjects,
        Hash32 nonce,
        Hash32 hash,
        Hash32 content,
        Instant keepUntil,
        String topic,
        byte[] bytes) {
    public Sighting {
        subjects = List.copyOf(subjects);
        if (subjects.isEmpty()) throw new IllegalArgumentException("a message is about something");
    }
}
