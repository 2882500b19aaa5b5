/** Typed data (EIP-712), and who signs and recovers it. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.signing;
