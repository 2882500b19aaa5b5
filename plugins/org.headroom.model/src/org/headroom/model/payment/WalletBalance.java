package org.headroom.model.payment;

import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/** What an account holds. */
public record WalletBalance(EthAddress account, Usdc usdc, Wei coin) {}
