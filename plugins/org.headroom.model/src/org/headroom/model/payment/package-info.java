/** Payment streams: what the chain says of them and how they are withdrawn. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.payment;
