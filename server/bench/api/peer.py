"""What our server is compared with: one endpoint that checks the same access token, and asks no database."""

import json
import os

import jwt
from fastapi import FastAPI, Header, HTTPException

keys = {key["kid"]: jwt.PyJWK(key).key for key in json.loads(os.environ["PEER_JWKS"])["keys"]}
app = FastAPI()


@app.get("/api/users/me")
async def me(authorization: str = Header()):
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise HTTPException(401)
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            keys[header["kid"]],
            algorithms=["EdDSA"],
            audience=os.environ["PEER_AUDIENCE"],
            issuer=os.environ["PEER_ISSUER"],
            options={"require": ["exp", "sub", "sid"]},
        )
    except (jwt.InvalidTokenError, KeyError):
        raise HTTPException(401)
    return {"id": claims["sub"], "userName": "ada", "displayName": "Ada"}
