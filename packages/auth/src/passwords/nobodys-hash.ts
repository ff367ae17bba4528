/** Of a password nobody knows: checking against it costs what checking against a user's does. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$Wv4D/dX48Amfkfkx04rB4A$0SbtPb2YKL20T50Ue9SSpU4UDYue2MxmUq/jhEWNBec';
