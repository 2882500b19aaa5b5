package org.headroom.model.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** A receipt on its way to the renter. */
public record ReceiptMessage(Receipt receipt, Validity validity) implements MarketMessage {
    private static final Duration LASTS = Duration.ofDays(366);

    /**
     * The one message that a receipt becomes. Everything in it follows from the receipt, so that drawing it up again
     * after a crash gives the same hash.
     */
    public static ReceiptMessage of(Receipt receipt) {
        Instant issued = receipt.endedAt().truncatedTo(ChronoUnit.SECONDS);
        return new ReceiptMessage(receipt, new Validity(issued, issued.plus(LASTS), nonce(receipt)));
    }

    private static Hash32 nonce(Receipt receipt) {
        String name = "headroom receipt " + receipt.provider() + ' ' + receipt.number() + ' ' + receipt.lease();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new Hash32("0x" + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public EthAddress author() {
        return receipt.provider();
    }
}
