package org.headroom.model.market;

import org.headroom.model.money.EthAddress;

/**
 * Where and to whom a provider wants to be paid.
 *
 * @param contract the Sablier Flow contract
 * @param token USDC on that chain
 * @param recipient the provider's account
 */
public record PaymentTerms(long chainId, EthAddress contract, EthAddress token, EthAddress recipient) {}
