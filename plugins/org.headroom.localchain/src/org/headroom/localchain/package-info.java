/** A chain on this machine with USDC and Sablier Flow, for the demo and the tests. Not part of the product. */
@org.jspecify.annotations.NullMarked
package org.headroom.localchain;
