/** Typed data (EIP-712), and who signs and recovers it; what is sealed (HPKE), and who opens it. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.signing;
