package org.headroom.model.bidding;

import java.util.Optional;
import org.headroom.model.money.Usdc;

/**
 * What a bid script said of one order.
 *
 * @param program that was asked
 * @param price an hour of the whole order; empty where it gave none
 * @param words why it gave none, as the second half of a sentence; empty with a price
 */
public record ScriptAnswer(String program, Optional<Usdc> price, String words) {}
