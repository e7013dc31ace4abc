"""Goes once around with the client that openapi-python-client generated into the package `proofsheet_client`."""

import os
import sys

import httpx
from proofsheet_client.api.photos import delete_photo, get_photo, list_photos
from proofsheet_client.api.signing_in import create_session
from proofsheet_client.api.uploads import create_upload
from proofsheet_client.client import AuthenticatedClient, Client
from proofsheet_client.models.new_session import NewSession
from proofsheet_client.models.new_upload import NewUpload

api, key, photo = os.environ["API_URL"], os.environ["API_KEY"], sys.argv[1]
own_page = {"sec-fetch-site": "same-origin", "x-proofsheet-request": "1"}

session = create_session.sync(client=Client(base_url=api, headers=own_page), body=NewSession(api_key=key))
assert session.signed_in, session

client = AuthenticatedClient(base_url=api, token=key, timeout=httpx.Timeout(60))
with open(photo, "rb") as file:
    content = file.read()
new_upload = NewUpload.from_dict({"filename": "파이썬.jpg", "contentType": "image/jpeg", "size": len(content)})
upload = create_upload.sync(client=client, body=new_upload)
stored = httpx.put(upload.upload.url, content=content, headers=upload.upload.headers.to_dict())
assert stored.status_code == 200, stored

ready = get_photo.sync(upload.photo_id, client=client, wait=20)
assert ready.status == "ready" and ready.size == len(content), ready
assert httpx.get(ready.thumbnail.url).headers["content-type"] == "image/jpeg"

page = list_photos.sync(client=client, limit=10)
assert [each.photo_id for each in page.photos] == [upload.photo_id], page
assert delete_photo.sync_detailed(upload.photo_id, client=client).status_code == 202
assert list_photos.sync(client=client).photos == []
print("once around: signed in, created, put, waited, listed, deleted")
